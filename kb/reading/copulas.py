"""Who takes part in an event by what he is: "was the victim of an attack", "is on trial", "is at war"."""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import ParticipantRole
from kb.reading.lexicon import copulas
from kb.reading.syntax import own_subject


def said_to_be_in(event: Token) -> tuple[Token, ParticipantRole] | None:
    """Of whom `event`, a noun, is said, and in which role; None where nothing says so."""
    prep = event.head
    if event.dep_ != "pobj" or prep.dep_ != "prep":
        return None
    above, lemma = prep.head, event.lemma_.lower()
    words = prep.lower_ if above.lemma_ == "be" else f"{above.lemma_.lower()} {prep.lower_}"
    role = copulas().get((words, lemma)) or copulas().get((words, "*"))
    whom = _whom(above)
    return None if role is None or whom is None else (whom, role)


def _whom(word: Token) -> Token | None:
    """Who is what `word` says: the subject of "is", of whom "the victim" is said, or the victim himself."""
    if word.lemma_ == "be":
        return own_subject(word)
    if word.dep_ == "attr" and word.head.lemma_ == "be":
        return own_subject(word.head)
    return word.head if word.dep_ == "appos" else word
