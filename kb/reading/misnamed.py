"""What the recognizer takes for a name, or for one of another kind, by the words in and beside it."""

from __future__ import annotations

from spacy.tokens import Token

from kb.reading.lexicon import misnamed


def without_matter(tokens: list[Token]) -> list[Token]:
    """The body whose matter "EPA Emissions Regulations" or "ISIS approval" is, without what it is."""
    kept = tokens
    if any(token.pos_ == "ADP" for token in tokens):  # "Committee for a Responsible Budget"
        return tokens
    while kept and kept[-1].lower_ in misnamed("matter"):
        kept = kept[:-1]
    return kept


def institution(tokens: list[Token]) -> list[Token]:
    """All of a body's name of which the recognizer took only the people's that begins it; else nothing."""
    head = tokens[-1].head
    name = list(head.doc[tokens[0].i : head.i + 1])
    whole = all(token.is_title and token.pos_ == "PROPN" for token in name)
    return name if head.i > tokens[-1].i and whole and head.lower_ in misnamed("institution") else []


def is_area(name: Token) -> bool:
    """Whether the word after it makes it a place: "the Chelsea neighborhood"."""
    after = name.nbor(1).lower_ if name.i + 1 < len(name.doc) else ""
    return after in misnamed("area")


def kind_of(label: str, tokens: list[Token]) -> str | None:
    """The label that the words in or after a name give it in place of `label`; None where they give none."""
    last = tokens[-1]
    if label in {"ORG", "NORP"} and len(tokens) == 1 and last.text in misnamed("person"):
        return "PERSON"
    if label == "NORP" and last.lower_ in misnamed("institution"):
        return "ORG"
    return "GPE" if label in {"PERSON", "ORG"} and len(tokens) == 1 and is_area(last) else None
