"""What features are called in reasons: words for people; the features' own names are columns of weights."""

from __future__ import annotations

NETWORK = "network's "  # how the names of the network's fields begin
SEEN = "seen "  # and those of what it sees in a single figure

_WORDS = {
    "arms": "number of arms",
    "aspect": "proportions",
    "axis": "axis of the main shape",
    "black": "black parts",
    "central": "middle part",
    "centroid x": "centre of ink, across",
    "centroid y": "centre of ink, down",
    "columns": "bands from left to right",
    "components": "number of parts",
    "contents": "what outlines enclose",
    "cores": "number of thick parts",
    "crossings": "crossings with circles",
    "farthest ink": "direction of the farthest ink",
    "ground": "background in outlines",
    "heading": "heading of the main shape",
    "holes": "number of holes",
    "identical": "sameness",
    "ink area": "amount of ink",
    "ink_added": "ink that is added",
    "ink_removed": "ink that is taken away",
    "inner": "inner shapes",
    "inner area": "area of inner shapes",
    "inner axis": "axis of the inner shape",
    "inner black": "black of inner shapes",
    "inner fill": "black share of inner shapes",
    "inner heading": "heading of the inner shape",
    "inner levels": "white, grey and black of inner shapes",
    "inner outline": "outline of the inner shape",
    "inner pieces": "number of inner shapes",
    "inner scale": "size of inner shapes",
    "inner sides": "number of sides of the inner shape",
    "inner tone": "grey of inner shapes",
    "innermost": "figure without frames",
    "largest part": "direction of the largest part",
    "levels": "white, grey and black within outlines",
    "lines": "thin lines",
    "middle x": "middle, across",
    "middle y": "middle, down",
    "motions": "turns and reflections",
    "objects": "number of objects",
    "outline": "outline of the main shape",
    "rows": "bands from top to bottom",
    "scale": "size",
    "shells": "outlines of the main and the inner shape",
    "sides": "number of sides",
    "silhouette area": "area with what is enclosed",
    "smallest part": "direction of the smallest part",
    "solid": "solid parts",
    "solid objects": "number of solid objects",
    "stroke": "width of strokes",
    "surround": "all but the middle part",
    "tone": "mean grey",
    "tone of solids": "grey of solid parts",
}


def in_words(feature: str) -> str:
    """What a feature measures, in words.

    >>> in_words("network's ink_added"), in_words("tone"), in_words("figure")
    ('ink that is added (network)', 'mean grey', 'figure')
    """
    for start in (NETWORK, SEEN):
        if feature.startswith(start):
            name = feature.removeprefix(start)
            return f"{_WORDS.get(name, name)} (network)"
    if feature.startswith("component "):
        return f"number of parts of kind {feature.removeprefix('component ')}"
    return _WORDS.get(feature, feature)
