"""What the network cannot say, as it gives each word one tag: a second cue, or a statement, within a content.

Both are taken from the rules, and only where they and the network see the same statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kb.model import Mode, Span, Spans
from kb.reading.around import lies_in
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed
from kb.reading.rules.found import cue_of
from kb.reading.syntax import children, is_verb, subject
from kb.reading.tagger.edges import with_sound_edges

_SAME = 0.5  # of the characters of two contents together, those that both have
_NESTED = 0.8  # how sure a statement within another, or around it, is beside that other
_ARTICLES = frozenset({"the", "a", "an"})
_BEFORE_NOUN = frozenset({"det", "amod", "punct"})
_NUMBERS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
_QUESTIONS = frozenset({"whether", "if", "when", "where", "why", "how", "who", "what", "which"})


def mend(found: list[Attribution], by_rules: list[Attribution], parsed: Parsed) -> list[Attribution]:
    """`found`, with the second of two joint cues and a statement in a statement each by itself."""
    said = [one for one in found if not (_is_nobody(one.source, parsed) or _is_unsaid(one, parsed))]
    verbal = [_with_object(_verbal(one, by_rules, parsed), by_rules) for one in said]
    sourced = [_sourced(_active(_of_one(one, parsed), parsed), by_rules, parsed) for one in verbal]
    apart = [part for one in sourced for part in _split(one, by_rules)]
    return _nested(with_sound_edges(apart, parsed), by_rules)


def _is_nobody(source: Spans, parsed: Parsed) -> bool:
    """Whether a source is only an article, a time or a number ("the coming weeks may show …").

    Nor is it anybody where it is cut off before its noun ("a Franco-German" of "a Franco-German idea").
    """
    tokens = parsed.tokens(source)
    if not tokens:
        return False
    inside = {t.i for t in tokens}
    cut = all(t.head.i in inside or (t.dep_ in _BEFORE_NOUN and t.head.i > t.i) for t in tokens)
    cut = cut and all(t.pos_ in {"DET", "ADJ", "PUNCT"} for t in tokens)
    return cut or all(t.ent_type_ in _NUMBERS or t.lower_ in _ARTICLES for t in tokens)


def _is_unsaid(one: Attribution, parsed: Parsed) -> bool:
    """Whether it is a question that somebody left open ("did not say whether …"): nothing is said by that."""
    asks = parsed.words(one.content)[0].lower_ in _QUESTIONS
    return asks and any(t.dep_ == "neg" and _is_speech(t.head) for t in parsed.words(one.cue))


def _is_speech(verb: Token) -> bool:
    kind = cue_of(verb)
    return kind is not None and kind.mode is Mode.SPEECH


def _of_one(one: Attribution, parsed: Parsed) -> Attribution:
    """`one`, of several phrases that are linked to its cue with the one alone that says it, by the parse."""
    if len(one.source) > 1:
        for verb in reversed([token for token in parsed.words(one.cue) if is_verb(token)]):
            who = _sayer(verb)
            found = [span for span in one.source if who is not None and span.start <= who.idx < span.end]
            if found:
                return replace(one, source=(found[0],))
    return one


def _sayer(verb: Token) -> Token | None:
    """The subject of `verb`, or the name after "by"."""
    by = next(iter(children(verb, "agent")), None)
    return subject(verb) if by is None else next(iter(children(by, "pobj")), None)


def _active(one: Attribution, parsed: Parsed) -> Attribution:
    """`one` without a source that is spoken to or of: the subject of a passive ("asked whether …, she …")."""
    cue = parsed.words(one.cue)
    verb = next((t for t in reversed(cue) if is_verb(t)), None)
    if verb is None and _is_elsewhere(one.source, cue[0]) and any(t.pos_ == "NOUN" for t in cue):
        return replace(one, source=())  # "the mixed signals about …" are not the next sentence's subject's
    if verb is None and all(t.pos_ == "ADV" and is_verb(t.head) and not cue_of(t.head) for t in cue):
        return replace(one, source=())  # "Smith allegedly stole it" is not what Smith says
    if verb is None or not one.source or not _is_passive(verb):
        return one
    who = subject(verb)
    spoken_to = who is not None and any(span.start <= who.idx < span.end for span in one.source)
    return replace(one, source=()) if spoken_to or _is_elsewhere(one.source, verb) else one


def _is_elsewhere(source: Spans, cue: Token) -> bool:
    """Whether nothing of `source` is in the sentence of `cue`."""
    sentence = Span(cue.sent.start_char, cue.sent.end_char)
    return not any(span.overlaps(sentence) for span in source)


def _is_passive(verb: Token) -> bool:
    """Without doubt: "'s said" may be "has said"."""
    by_be = any(not aux.text.endswith("s") or aux.text in {"is", "was"} for aux in children(verb, "auxpass"))
    if by_be or verb.tag_ != "VBN":
        return by_be
    # "Man Indicted for Threat", as headlines leave "is" out
    bare = children(verb, "nsubjpass") and not children(verb, "auxpass") and cue_of(verb) is None
    return bool(bare) or (verb.dep_ == "advcl" and not children(verb, "aux"))


def _verbal(one: Attribution, by_rules: list[Attribution], parsed: Parsed) -> Attribution:
    """`one`, whose cue is only a word beside the verb ("both believe"), with the verb that the rules see."""
    cue = parsed.words(one.cue)
    if any(is_verb(token) or token.pos_ in {"NOUN", "ADV", "ADP"} for token in cue):
        return one
    same = (rule for rule in by_rules if _shared(rule.content, one.content) >= _SAME)
    return next(
        (replace(one, cue=rule.cue) for rule in same if parsed.words(rule.cue)[0].i == cue[-1].i + 1), one
    )


def _with_object(one: Attribution, by_rules: list[Attribution]) -> Attribution:
    """`one` with the noun that the rules see in the content, it in the cue ("expressed support for …")."""
    for rule in by_rules:
        begins = rule.content[0]
        inside = any(cue.start < begins.start < cue.end for cue in one.cue)
        if inside and _touch(rule.cue, one.cue) and begins.overlaps(one.content[0]):
            whole = Span(begins.start, one.content[0].end)
            return replace(one, cue=rule.cue, content=(whole, *one.content[1:]))
    return one


def _sourced(one: Attribution, by_rules: list[Attribution], parsed: Parsed) -> Attribution:
    """`one`, where it is nobody's, with the source and the content that the rules see for the same cue.

    A noun's source is its possessor, whatever its verb does to others ("Acme's promise angered unions").
    """
    rule = _match(one, by_rules)
    if rule is None or not rule.source:
        return one
    if not one.source:
        return replace(rule, confidence=one.confidence)
    nominal = parsed.words(rule.cue)[0].pos_ == "NOUN"
    return replace(one, source=rule.source) if nominal and not _touch(one.source, rule.source) else one


def _split(one: Attribution, by_rules: list[Attribution]) -> Iterator[Attribution]:
    """`one`, or where the rules see that its source has a further cue for the end of its content, both.

    In "said progress had been made but cautioned that obstacles remain" the network takes one content.
    """
    same = next((rule for rule in by_rules if _touch(rule.cue, one.cue)), None)
    joint = [r for r in by_rules if same and r is not same and _touch(r.source, same.source)]
    for rule in joint:
        kept, rest = _before(rule.cue[0].start, one.content), _after(rule.cue[-1].end, one.content)
        outside = same is not None and not _touch(rule.cue, same.content)
        if outside and kept and rest and _shared(rest, rule.content) >= _SAME:
            yield replace(rule, confidence=one.confidence)
            one = replace(one, content=kept)
    yield one


def _before(end: int, content: Spans) -> Spans:
    return tuple(Span(span.start, min(span.end, end)) for span in content if span.start < end)


def _after(start: int, content: Spans) -> Spans:
    return tuple(Span(max(span.start, start), span.end) for span in content if span.end > start)


def _nested(found: list[Attribution], by_rules: list[Attribution]) -> list[Attribution]:
    """`found`, and of each two statements one of which the rules see within the other that which it lacks.

    "X, according to Y, called it a lie" is both: what Y says begins with X.
    """
    for outer in by_rules:
        for inner in by_rules:
            if inner is outer or not lies_in((*inner.cue, *inner.content), outer.content):
                continue
            around, within = _match(outer, found), _match(inner, found)
            if around and not within:
                part = lies_in(around.content, outer.content)
                whole = replace(around, content=outer.content) if part else around
                if lies_in((*inner.cue, *inner.content), whole.content):
                    found = [whole if one is around else one for one in found]
                    found.append(replace(inner, confidence=_less_sure(whole)))
            elif within and not around:
                found = [*found, replace(outer, confidence=_less_sure(within))]
    return found


def _less_sure(one: Attribution) -> float | None:
    return None if one.confidence is None else round(one.confidence * _NESTED, 4)


def _match(rule: Attribution, found: list[Attribution]) -> Attribution | None:
    """The one in `found` with the same cue and about the same content."""
    return next(
        (o for o in found if _touch(o.cue, rule.cue) and _shared(o.content, rule.content) >= _SAME), None
    )


def _touch(some: Spans, others: Spans) -> bool:
    return any(a.overlaps(b) for a in some for b in others)


def _shared(some: Spans, others: Spans) -> float:
    """Characters of both over characters of either."""
    a, b = ({i for span in spans for i in range(span.start, span.end)} for spans in (some, others))
    return len(a & b) / len(a | b)
