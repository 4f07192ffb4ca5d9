"""The rules of whole problems: `RULES` maps a rule's name to the rule."""

from problems.rules import (
    angles,
    arithmetic,
    boards,
    categories,
    combined,
    compounds,
    corner_analogies,
    corner_numbers,
    counts,
    element_sets,
    framing,
    identity,
    kind_counts,
    latin_objects,
    latin_squares,
    motion_analogies,
    nested_analogies,
    outward,
    panels,
    part_families,
    position,
    progressions,
    side_by_side,
    signed_counts,
    tracks,
    turning,
    united,
)

RULES = {
    rule.name: rule
    for module in (
        identity,
        turning,
        categories,
        progressions,
        position,
        arithmetic,
        panels,
        boards,
        compounds,
        counts,
        element_sets,
        combined,
        framing,
        side_by_side,
    )
    for rule in module.RULES
}
# Added later, and so at the end: what is drawn by the rules before them stays the same.
NEW_RULES = {
    rule.name: rule
    for module in (
        nested_analogies,
        motion_analogies,
        corner_analogies,
        tracks,
        corner_numbers,
        signed_counts,
        kind_counts,
        part_families,
        latin_squares,
        latin_objects,
        outward,
        angles,
        united,
    )
    for rule in module.RULES
}
RULES |= NEW_RULES

__all__ = ["NEW_RULES", "RULES"]
