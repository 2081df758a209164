"""Which word decides whether an event is so ("failed to sell"), how they hang together, what it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from kb.model import Mode, Span
from kb.reading.hedge import hearsay, inversion
from kb.reading.lexicon import Complement, complements, pasts
from kb.reading.negation import has_no
from kb.reading.rules.found import cue_of
from kb.reading.syntax import SUBJECTS, child, children, extent, is_infinitive, is_passive, is_verb

ANY = "*"
"""Stands in the table for every word that it does not have."""
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PREPOSITIONS = frozenset({"ADP", "SCONJ"})
_RELATIVE = frozenset({"WDT", "WP"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ONE_OF = frozenset({"including", "like"})  # of what the noun before names
_OBJECTS = ("dobj", "attr", "oprd", "ccomp", "xcomp", "prep", "acomp", "prt")
_UNSAID = frozenset({"nothing", "nobody", "none"})


@dataclass(frozen=True)
class Governor:
    """A word and the form in which an event hangs on it, as in `data/complements.tsv`.

    `after`: the preposition between them ("call for talks"). One form the table lacks: "told", what is said.
    """

    word: Token
    form: str
    after: Token | None = None

    @property
    def judged(self) -> Token:
        """Where to look how surely the word is so: at "is" for "is unlikely" and "is a threat"."""
        copula = self.word.dep_ in {"acomp", "attr"} and self.word.pos_ != "VERB"
        return self.word.head if copula else self.word

    @property
    def listed(self) -> Complement | None:
        name, _ = self._named
        return complements()[name, self.form] if name else None

    @property
    def leaves(self) -> Complement:
        """What the word leaves of the event, or any other word where the table does not have it."""
        return self.listed or complements()[ANY, self.form]

    @property
    def span(self) -> Span:
        """The word, with the other one that the table names with it."""
        return extent(sorted([self.word, *self._named[1]], key=lambda token: token.i))

    @cached_property
    def _named(self) -> tuple[str, tuple[Token, ...]]:
        """The word's name in the table ("call", "call for", "instead of", or ""), and its other word."""
        for name, more in self._names():
            if (name, self.form) in complements():
                return name, more
        return "", ()

    def _names(self) -> Iterator[tuple[str, tuple[Token, ...]]]:
        kind = cue_of(self.word)  # which knows the verb better ("hopes")
        lemmas = [self.word.lemma_.lower(), *([kind.lemma] if kind is not None else [])]
        if self.word.dep_ == "amod" or self.word.tag_ == "VBG":  # "attempted", "is going to"
            lemmas.insert(0, self.word.lower_)
        for lemma in lemmas:
            for other in [self.after] if self.after else children(self.word, "prt", "advmod"):
                yield f"{lemma} {other.lower_}", (other,)
                yield f"{ANY} {other.lower_}", (other,)
                if self.word.pos_ in _PREPOSITIONS:
                    yield f"{other.lower_} {lemma}", (other,)
        yield from ((lemma, ()) for lemma in lemmas if not self.after)


def governor(word: Token) -> Governor | None:
    """The word that decides whether `word` is so; None where nothing does."""
    while word.dep_ == "conj" and _is_alike(word, word.head):
        word = word.head
    if word.pos_ in _NOMINAL:
        return _of_noun(word)
    return _of_question(word) or _of_clause(word)


def _of_clause(word: Token) -> Governor | None:
    match word.dep_:
        case "pcomp":
            return _of_gerund(word)
        case "advcl":
            return _of_adverbial(word)
        case "acl" | "relcl":
            return _of_attribute(word)
        case "ccomp" | "xcomp":
            return _of_complement(word)
    return None


def _is_alike(word: Token, first: Token) -> bool:
    """Whether what decides on the first of two joined words does on `word` too: "a retreat and disarming"."""
    nominal = first.pos_ in _NOMINAL and (word.pos_ in _NOMINAL or word.tag_ == "VBG")
    return word.pos_ == first.pos_ or nominal


def _of_question(verb: Token) -> Governor | None:
    """By "why" or "how to", where that says more than what is asked, told or debated."""
    form = "inf" if is_infinitive(verb) else "that"
    asked = (Governor(one, form) for one in children(verb, "advmod") if one.tag_ == "WRB")
    return next((word for word in asked if word.listed), None)


def _of_complement(verb: Token) -> Governor | None:
    head = verb.head
    if is_infinitive(verb):
        return Governor(head, "inf" if hearsay(head) is None else "hearsay")
    predicate = child(head, "acomp", "attr") if head.lemma_ == "be" else None
    if predicate is not None:  # "it is unlikely that", "there is a risk that"
        return Governor(predicate, "acl" if predicate.pos_ in _NOMINAL else "that")
    if verb.dep_ == "xcomp" and verb.tag_ == "VBG":
        return Governor(head, "ing")
    found, kind = Governor(head, "that"), cue_of(head)
    told = kind is not None and kind.mode is Mode.SPEECH and found.listed is None
    return Governor(head, "told") if told else found


def _of_adverbial(verb: Token) -> Governor | None:
    """By the conjunction; "to build a school" is what the verb above is done for."""
    if is_infinitive(verb):
        none = next((Governor(one, "inf") for one in children(verb.head, "dobj") if one.pos_ == "PRON"), None)
        return none if none is not None and none.listed else Governor(verb.head, "purpose")
    marks = [Governor(mark, "that") for mark in children(verb, "mark")]
    inverted = inversion(verb)
    return next((mark for mark in marks if mark.listed), Governor(inverted, "inverted") if inverted else None)


def _of_attribute(verb: Token) -> Governor | None:
    """By the noun: "the plan to sell", "fears that they would sell", "nothing preventing a sale"."""
    noun = verb.head
    if is_infinitive(verb):
        return Governor(noun, "inf")
    clause = Governor(noun, "acl")
    relative = any(below.tag_ in _RELATIVE for below in verb.children) or _lacks_object(verb)
    whole = children(verb, *SUBJECTS) and not relative
    if children(verb, "mark") or (whole and (verb.dep_ == "acl" or clause.listed)):
        return clause
    return Governor(noun, "part") if noun.lower_ in _UNSAID or has_no(noun) else None


def _lacks_object(verb: Token) -> bool:
    """Whether `verb` has an object, by its form, and none beside it: "the terms that Peru has rejected"."""
    past = pasts().get(verb.lower_, "yes" if verb.lower_.endswith("ed") else "no")
    return past == "yes" and not is_passive(verb) and not children(verb, *_OBJECTS)


def _of_gerund(gerund: Token) -> Governor:
    """By the word before the preposition ("prevented from selling"), or by itself ("without selling")."""
    preposition = gerund.head
    before = [Governor(preposition.head, "ing", preposition)]
    if preposition.lower_ == "from":
        before.insert(0, Governor(preposition.head, "from"))
    return next((word for word in before if word.listed), Governor(preposition, "ing"))


def _of_noun(noun: Token) -> Governor | None:
    """By an adjective or head noun before or after it, by what its preposition hangs on, or by the verb."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in _ONE_OF:
        return _of_noun(head.head) if (whole := Governor(head.head, "np")).listed is None else whole
    found = [Governor(modifier, "np") for modifier in children(noun, "amod")]
    if noun.dep_ == "pobj":
        found += [Governor(head.head, "np", head), Governor(head, "np")]
    if noun.dep_ == "compound":
        found.append(Governor(head, "np"))
    listed = next((word for word in found if word.listed), None)
    if listed is None and noun.dep_ in {"dobj", "nsubjpass"} and is_verb(head):
        there = Governor(head, "there")
        return there if there.listed and is_definite(noun) else Governor(head, "np")
    return listed


def is_definite(noun: Token) -> bool:
    """Whether "the", "this" or its owner before `noun` says which one it is."""
    return any(det.dep_ == "poss" or det.lower_ in _DEFINITE for det in children(noun, "det", "poss"))
