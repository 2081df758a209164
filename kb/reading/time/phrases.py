"""The time phrases of a parse: which words say when something happens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kb.model import UNKNOWN_TIME, Tense, When
from kb.reading.happening import light_verbs, names_event
from kb.reading.syntax import children, is_verb, own_subject
from kb.reading.time.ahead import known_tense
from kb.reading.time.resolve import resolve
from kb.reading.time.tables import UNITS, WEEKDAYS

_LABELS = frozenset({"DATE", "TIME"})
_DAYS = frozenset({*WEEKDAYS, "yesterday", "today", "tomorrow"})
_WORDS = "later earlier previously recently yesterday today tomorrow tonight overnight now soon already once"
_ADVERBS = frozenset([*_WORDS.split(), "afterwards"])
_OCCASIONS = frozenset({"in", "at", "during", "on"})  # "said at a news conference on Friday"
_HAPPENING = frozenset({"happen", "occur", "begin", "start"})  # to what their subject names
_DEFERRING = frozenset({"adjourn", "postpone", "delay", "extend", "defer", "remand", "reschedule", "suspend"})
_ENDS = frozenset({"to", "until", "till", "through"})
_THE_UNIT = 2  # words: "the decade"
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLAUSES = frozenset({"relcl", "acl", "advcl"})

Phrase = list[Token]


def time_of(
    event: Token, article_date: str | None, tense: Tense, *, outside: Callable[[Token], bool]
) -> When:
    """When `event`, a verb or a noun, happens: by the phrases on it, or else on what shares its time.

    `outside`: whether a word lies outside of what the event reports; a phrase is used where all its words do.
    Of several phrases the first that has a value. Words without a value are kept.
    """
    known, words = known_tense(event, tense), None
    for phrases in _places(event):
        texts = _texts([phrase for phrase in phrases if all(map(outside, phrase))])
        for text in texts:
            if (value := _value(event, text, article_date, known)) is not None:
                return When(value, text)
        words = words or next(iter(texts), None)
        if words is not None and words.lower() not in _ADVERBS:
            break  # what is said of the event itself goes before what is said of something else
    return When(None, words) if words is not None else UNKNOWN_TIME


def _value(event: Token, text: str, article_date: str | None, tense: Tense | None) -> str | None:
    """EDTF of `text`; where no tense tells whether it lies ahead, only what is the same either way."""
    first = text.partition(" ")[0].lower()
    if first == "for" or (first in _ENDS and event.lemma_ in _DEFERRING):
        tense = None  # "adjourned until Friday", "scheduled for Friday": that one may be past by now, or not
    value = resolve(text, article_date, tense or Tense.NON_FUTURE)
    return value if tense or value == resolve(text, article_date, Tense.FUTURE) else None


def _places(event: Token) -> Iterator[list[Phrase]]:
    """The phrases that may say when, what is nearest to `event` first."""
    own = _phrases(event)
    if not is_verb(event):
        yield own + _before(event)
        yield [phrase for verb in _verbs(event) for phrase in _phrases(verb)]
        return
    yield own
    yield [phrase for noun in _occasions(event) for phrase in _phrases(noun)]
    if event.dep_ == "conj" and own_subject(event) is None:  # "On Monday, she met him and left"
        yield [phrase for phrase in _phrases(event.head) if phrase[-1].i < event.head.i]


def _occasions(verb: Token) -> list[Token]:
    """Nouns whose time is that of `verb`: its object, where that is no event of its own, and its occasion."""
    objects = [noun for noun in children(verb, "dobj") if not names_event(noun)]
    preps = [prep for prep in children(verb, "prep") if prep.lower_ in _OCCASIONS]
    return [*objects, *(noun for prep in preps for noun in children(prep, "pobj"))]


def _verbs(noun: Token) -> list[Token]:
    """Verbs that only say that the event of `noun` happens: "held talks", "the vote took place"."""
    if light := light_verbs(noun):
        return light
    verb = noun.head
    takes_place = verb.lemma_ == "take" and any(one.lower_ == "place" for one in children(verb, "dobj"))
    happens = noun.dep_ == "nsubj" and (verb.lemma_ in _HAPPENING or takes_place)
    return [verb] if happens else []


def _phrases(host: Token) -> list[Phrase]:
    """Time expressions among the dependents of `host`, in order, prepositions included."""
    return [_pruned(below) for below in host.children if _is_adverbial(below) or _is_dated(below)]


def _before(noun: Token) -> list[Phrase]:
    """Times right before `noun`: "Monday's attack", "the 2016 election"."""
    found = children(noun, "poss", "compound", "nummod", "nmod", "amod")
    before = [_pruned(below) for below in found if below.ent_type_ in _LABELS and below.i < noun.i]
    after = [
        one for one in children(noun, "nummod", "appos") if one.i == noun.i + 1 and _YEAR.fullmatch(one.text)
    ]
    return [*before, *([one] for one in after)]


def _is_adverbial(word: Token) -> bool:
    if word.dep_ == "dobj":  # "he said Monday", as the parser sometimes has it
        return word.ent_type_ in _LABELS and word.lower_ in _DAYS
    return word.dep_ in {"npadvmod", "advmod"} and (word.ent_type_ in _LABELS or word.lower_ in _ADVERBS)


def _is_dated(prep: Token) -> bool:
    """Whether it leads to a time: "on Monday", "two days after the vote", "in the 2016 election"."""
    if prep.dep_ != "prep" or _is_ranking(prep):
        return False
    nouns = children(prep, "pobj", "pcomp", "npadvmod", "prep")
    nouns += [below for noun in children(prep, "pobj") for below in children(noun, "nummod")]
    return any(one.ent_type_ in _LABELS for one in (prep, *nouns))


def _is_ranking(prep: Token) -> bool:
    """Whether it says among which something is the first, and not when: "the comeback of the decade"."""
    units = children(prep, "pobj") if prep.lower_ == "of" else []
    return any(unit.lower_ in UNITS and len(list(unit.subtree)) == _THE_UNIT for unit in units)


def _pruned(head: Token) -> Phrase:
    """The words below `head`, without the clauses and places at their end ("on Monday in Rome")."""
    whole = _trimmed([token for token in head.subtree if not token.is_space])
    dropped = {
        below
        for token in whole
        if token != head and (token.dep_ in _CLAUSES or _is_aside(token))
        for below in token.subtree
    }
    kept = _trimmed([token for token in whole if token not in dropped])
    return kept if kept[-1].i - kept[0].i == len(kept) - 1 else whole


def _trimmed(phrase: Phrase) -> Phrase:
    words = [n for n, token in enumerate(phrase) if not token.is_punct]
    return phrase[words[0] : words[-1] + 1] if words else phrase


def _is_aside(prep: Token) -> bool:
    """Whether it leads to no time; but what something is of decides what it is ("the fall of Kabul").

    A weekday is of nothing: "released on Monday the tape of the attack" is what "on Monday of" then means.
    """
    if prep.dep_ != "prep":
        return False
    if prep.lower_ == "of":
        return prep.head.lower_ in _DAYS and not any(o.ent_type_ in _LABELS for o in children(prep, "pobj"))
    return not any(t.ent_type_ in _LABELS for t in prep.subtree)


def _texts(phrases: list[Phrase]) -> list[str]:
    """The phrases in words, those that stand together joined ("from Monday to Friday"), the longest first."""
    runs: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda phrase: phrase[0].i):
        if runs and _touch(runs[-1][-1], phrase):
            runs[-1].append(phrase)
        else:
            runs.append([phrase])
    return [
        _text(run[begin][0], run[begin + size - 1][-1])
        for run in runs
        for size in range(len(run), 0, -1)
        for begin in range(len(run) - size + 1)
    ]


def _touch(one: Phrase, other: Phrase) -> bool:
    return all(token.is_punct or token.is_space for token in one[0].doc[one[-1].i + 1 : other[0].i])


def _text(first: Token, last: Token) -> str:
    text: str = first.doc[first.i : last.i + 1].text
    return text
