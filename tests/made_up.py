"""Quads about nothing, for tests that only mind where they are kept."""

from pyoxigraph import Literal, NamedNode, Quad

HELD = NamedNode("https://example.org/holds")


def graph(number: int) -> NamedNode:
    return NamedNode(f"https://example.org/graph/{number}")


def quads(number: int, amount: int = 50, version: int = 0) -> list[Quad]:
    """`amount` quads of one graph, which all say the same version."""
    subjects = (NamedNode(f"https://example.org/thing/{number}/{index}") for index in range(amount))
    return [Quad(subject, HELD, Literal(version), graph(number)) for subject in subjects]
