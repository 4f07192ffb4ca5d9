"""What features are called in reasons: words for people in place of the features' own names."""

from __future__ import annotations

NETWORK = "network's "  # how the names of the network's fields begin
SEEN = "seen "  # and those of what it sees in a single figure

_WORDS = {
    "aspect": "proportions",
    "black": "black parts",
    "components": "number of parts",
    "contents": "what outlines enclose",
    "cores": "number of thick parts",
    "crossings": "crossings with circles",
    "ground": "background in outlines",
    "identical": "sameness",
    "ink area": "amount of ink",
    "ink_added": "ink that is added",
    "ink_removed": "ink that is taken away",
    "inner": "inner shapes",
    "levels": "white, grey and black within outlines",
    "motions": "turns and reflections",
    "silhouette area": "area with what is enclosed",
    "solid objects": "number of solid objects",
    "tone": "mean grey",
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
    return _WORDS.get(feature, feature)
