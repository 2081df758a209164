"""Whose somebody is: the actor that stands before or after a noun for people."""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import ActorType
from kb.reading.lexicon import nouns
from kb.reading.names import Name, Names
from kb.reading.syntax import child, children

OF = frozenset({"of", "for"})
_BEFORE = frozenset({"compound", "amod", "nmod", "poss"})
_PLACES = frozenset({ActorType.PLACE, ActorType.COUNTRY})


def ahead_of(noun: Token, names: Names) -> Name | None:
    """The actor before `noun`, the nearest first: "the Russian Defense Ministry's spokesman"."""
    for below in reversed(list(noun.lefts)):
        if below.dep_ in _BEFORE:
            for token in (below, *reversed(list(below.lefts))):
                if token.i in names.at:
                    return names.at[token.i]
    return None


def after(noun: Token, names: Names, preps: frozenset[str]) -> Name | None:
    """The actor after `noun`: "a spokesman for the Pentagon", "an official in Mr. Roy's administration"."""
    for prep in children(noun, "prep"):
        what = child(prep, "pobj")
        if what is None or prep.lower_ not in preps:
            continue
        if what in field(noun, names):  # "candidate for mayor of Lima", "director for policy at Acme"
            found = after(what, names, preps)
            if found is not None or what.lemma_.lower() in nouns("person"):
                return found
            continue
        found = names.at.get(what.i)
        if found is None and what.lemma_.lower() not in nouns("person"):
            found = ahead_of(what, names)
        elif found is not None and found.type in _PLACES and prep.lower_ == "in":
            found = None  # "a lawyer in Lima"
        if found is not None:
            return found
    return None


def field(noun: Token, names: Names) -> list[Token]:
    """What a role is of, where that is no body: "secretary of defense", "deputy chief of staff"."""
    prep = next((prep for prep in children(noun, "prep") if prep.i == noun.i + 1 and prep.lower_ in OF), None)
    what = child(prep, "pobj") if prep is not None else None
    if prep is None or what is None or children(what, "det", "poss", "nummod"):
        return []
    words = [*(token for below in what.lefts for token in below.subtree), what]
    if what.pos_ not in {"NOUN", "PROPN"} or any(token.i in names.at for token in words):
        return []
    return [prep, *words, *field(what, names)]
