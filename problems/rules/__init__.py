"""The rules of whole problems: `RULES` maps a rule's name to the rule."""

from problems.rules import (
    arithmetic,
    beside,
    boards,
    compounds,
    counted,
    degrees,
    framing,
    identity,
    kinds,
    mixtures,
    panels,
    position,
    scenes,
    turning,
)

RULES = {
    rule.name: rule
    for module in (
        identity,
        turning,
        kinds,
        degrees,
        position,
        arithmetic,
        panels,
        boards,
        compounds,
        counted,
        scenes,
        mixtures,
        framing,
        beside,
    )
    for rule in module.RULES
}

__all__ = ["RULES"]
