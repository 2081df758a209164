"""One telling of an event: its word, and what that says of which event it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from kb.model import ActorType, Event
from kb.reading.happening import objects
from kb.reading.lexicon import nominals, retelling_words
from kb.reading.syntax import children, is_infinitive, is_verb, particles

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ARTICLES = frozenset({"a", "an", "the"})
_BARE = frozenset({"det", "predet", "punct", "case"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Classes of what is done together: whoever is named first, the deed is the same."""

Parts = frozenset[tuple[str, str]]
"""Ids of actors with their role."""


@dataclass(eq=False)
class Telling:
    """An event, and the word that tells it.

    Attributes:
        event: with what later tellings have added.
        whose: the statement or quotation that tells it; None for the author.
        is_cue: whether it is the cue of a statement.
        sentence: number of the one that told it last, from 0.
    """

    event: Event
    word: Token
    whose: str | None
    is_cue: bool
    sentence: int

    @cached_property
    def is_noun(self) -> bool:
        return not is_verb(self.word)

    @cached_property
    def names(self) -> frozenset[str]:
        """Dictionary forms that tell the same happening: a noun's own, and its verb's."""
        lemma = self.word.lemma_.lower()
        if self.is_noun:
            return nominals().get(lemma, frozenset()) | {lemma}
        return frozenset({" ".join([lemma, *(one.lower_ for one in particles(self.word))])})

    @cached_property
    def is_vague(self) -> bool:
        """Whether it tells no happening in particular: "attacks", "attack survivors", "often attacks"."""
        word = self.word
        if not self.is_noun:
            return word.tag_ in {"VBZ", "VBP"} or _is_unreal(word) or _is_habit(word)
        lemma = word.lemma_.lower()
        plural = word.tag_ in {"NNS", "NNPS"} and lemma not in retelling_words("plural")
        any_such = not self.is_definite and _is_unreal(word.head.head if word.dep_ == "pobj" else word.head)
        return plural or any_such or word.dep_ in {"compound", "nmod"} or lemma in retelling_words("loose")

    @cached_property
    def is_another(self) -> bool:
        """Whether it is told apart from others of its kind: "the second attack"."""
        beside = children(self.word, "amod", "advmod", "nummod", "compound")
        return any(one.lower_ in retelling_words("other") for one in beside)

    @cached_property
    def is_definite(self) -> bool:
        """Whether it is a noun with "the", or whose it is, so that it may have been told before."""
        known = any(det.lower_ in _DEFINITE for det in children(self.word, "det"))
        return self.is_noun and not self.is_another and (known or bool(children(self.word, "poss")))

    @cached_property
    def renames(self) -> bool:
        """Whether it says of an event just named what it is: "the war, a conflict that began in May"."""
        articles = any(det.lower_ in _ARTICLES for det in children(self.word, "det"))
        return self.is_noun and self.word.dep_ == "appos" and articles and self.event.type is not None

    @cached_property
    def is_bare(self) -> bool:
        """Whether nothing but "the" tells which it is, or whose it is in a word ("her resignation").

        What stands behind a comma tells more about it, and not which it is.
        """
        after = [one.i for one in self.word.children if one.text == "," and one.i > self.word.i]
        near = [one for one in self.word.children if not after or one.i < after[0]]
        return all(
            one.dep_ in _BARE or one.is_space or (one.dep_ == "poss" and one.pos_ == "PRON") for one in near
        )

    @cached_property
    def recurs(self) -> bool:
        """Whether it is of a kind that comes again and again, so that "the election" may be any."""
        return not self.names.isdisjoint(retelling_words("recurring"))

    @cached_property
    def objects(self) -> list[Token]:
        """See `kb.reading.happening.objects`."""
        return objects(self.word)

    @cached_property
    def things(self) -> set[str]:
        """What is done to, by dictionary form: objects of a verb, what a noun is of or on."""
        if not self.is_noun:
            return {one.lemma_.lower() for one in self.objects if one.pos_ == "NOUN"}
        preps = (prep for prep in children(self.word, "prep") if prep.lower_ in {"of", "on"})
        found = (one for prep in preps for one in children(prep, "pobj"))
        return {one.lemma_.lower() for one in found if one.pos_ == "NOUN"}

    @cached_property
    def kinds(self) -> set[str]:
        """What kind of event a noun names, by dictionary form: "the church shooting"."""
        before = children(self.word, "compound", "amod") if self.is_noun else []
        return {one.lemma_.lower() for one in before}

    @cached_property
    def parts(self) -> Parts:
        """Who takes part; without roles where it is done together."""
        return _parts(self.event)

    def add(self, later: Telling, both: Event) -> None:
        """Have `later` tell it too: the event is what `both` say."""
        self.event, self.sentence = both, later.sentence
        self.parts = _parts(both)

    def shared(self, other: Telling) -> Parts:
        """Those who take part in both, without groups: "two men" may be any two."""
        both = self.parts & other.parts
        return frozenset(part for part in both if not part[0].startswith(f"{ActorType.GROUP}/"))


def _parts(event: Event) -> Parts:
    mutual = event.type in _MUTUAL
    return frozenset((p.actor, "" if mutual else p.role) for p in event.participants)


def _is_unreal(word: Token) -> bool:
    """Whether it is a verb that does not say that anybody did it: "believe in attacking", "want to leave"."""
    return is_infinitive(word) or (word.tag_ == "VBG" and word.dep_ in {"pcomp", "csubj"})


def _is_habit(verb: Token) -> bool:
    beside = children(verb, "advmod", "npadvmod")
    beside += [det for one in beside for det in children(one, "det")]
    return any(word.lower_ in retelling_words("habit") for word in beside)
