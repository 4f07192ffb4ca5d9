"""Attributes rearranged along an order of the objects."""

from agent.rules.objects.rearranged import rearranged


def looks(fills, beside=False):
    """Objects in order, one in another, or from left to right in the reverse order."""
    return [{"fill": fill, "kind": "round", "place": [complex(0.9 - 0.2 * k if beside else 0.5, 0.5)]}
            for k, fill in enumerate(fills)]


def fills(x, y, z, beside=False):
    """What each way to rearrange makes of the fills of Z, as words."""
    found = rearranged(looks(x, beside), looks(y, beside), looks(z, beside), lambda key, a, b: a == b)
    return {"".join(look["fill"] for look in sorted(made, key=lambda look: look["place"][0].real)) for _, made in found}


def test_a_fill_that_moves_inwards_moves_on():
    assert "0010" in fills("1000", "0100", "0100")


def test_fills_by_turns_are_carried_over_to_any_number():
    assert fills("00000", "10101", "0000") == {"1010"}


def test_a_reversed_row_reverses_another():
    assert fills("abcd", "dcba", "1234", beside=True) == {"1234"}  # which stood there as 4321 from left to right


def test_what_is_not_rearranged_says_nothing():
    assert fills("1000", "1100", "0100") == set()
    assert fills("01", "10", "01") == set()  # two that exchange: a map of values says that
