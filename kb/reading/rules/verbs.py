"""Statements with a cue verb outside quote marks: said-that clauses, infinitives, noun phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kb.model import Mode, Span, Spans
from kb.reading.lexicon import Cue, nouns
from kb.reading.rules.found import Found, can_be_source, cue_of, cue_words, is_person_like, sources_of
from kb.reading.syntax import (
    child,
    children,
    clause,
    is_passive,
    is_verb,
    noun_phrase,
    own_subject,
    spans,
    subject,
)

_PREPOSITIONS = frozenset({"of", "for", "about", "against", "on"})
_JUDGES = frozenset({"accuse", "blame", "criticize", "criticise", "praise", "thank", "condemn", "denounce"})
_SIBLING_MARKS = frozenset({"while", "whereas", "although", "though", "but", "and", "as"})
_CONDITIONS = frozenset({"if", "unless", "provided"})
_EXAMPLES = frozenset({"including", "such", "particularly", "especially", "notably", "like"})
_UNSTATED_TO = frozenset(
    {"say", "expect", "believe", "think", "report", "allege", "rumor", "rumour", "consider"}
)


class Content(NamedTuple):
    """What a verb brings: in which frame, where, and further words of the cue (a preposition)."""

    frame: str
    spans: Spans
    cue: tuple[Token, ...] = ()


def statements(verb: Token, cue: Cue, quotes: tuple[Span, ...]) -> Iterator[Found]:
    """Attributions by `verb`, whose cue is `cue`: at most one for each frame that it is in."""
    if not _is_made(verb, cue):
        return
    passive = is_passive(verb) or (verb.dep_ == "advcl" and verb.tag_ == "VBN" and own_subject(verb) is None)
    source = _agent(verb) if passive else speaker(verb)
    if passive and source is None:
        yield from _unstated(verb, cue, quotes)
        return
    content = _content(verb, cue, quotes, passive=passive)
    if content is not None and content.spans and can_be_source(source, cue, content.frame):
        yield Found(cue_words(verb, *content.cue), sources_of(source), content.spans, content.frame)


def speaker(verb: Token) -> Token | None:
    """Whose words `verb` brings: its subject, also where the parser hung it inside the words before it."""
    outer = misplaced_conjunct(verb)
    return subject(outer) if outer is not None else subject(verb)


def misplaced_conjunct(verb: Token) -> Token | None:
    """The cue that `verb` is really joined to, where the parse joins it to that cue's content.

    "Smith said work had begun but warned that …": a finite verb without a subject is not joined to a
    participle, nor to the doings of a thing; it continues "Smith said".
    """
    if verb.dep_ != "conj" or own_subject(verb) is not None or cue_of(verb) is None:
        return None
    inner = verb.head
    while inner.dep_ == "conj":
        inner = inner.head
    outer = inner.head
    if inner.dep_ != "ccomp" or outer == inner or cue_of(outer) is None or outer.i > inner.i:
        return None
    if not children(verb, "ccomp", "xcomp", "dobj", "prep"):
        return None
    compound = bool(children(inner, "aux", "auxpass")) and not children(verb, "aux", "auxpass")
    inner_subject = own_subject(inner)
    thing = inner_subject is not None and not is_person_like(inner_subject)
    return outer if (thing or compound) and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"} else None


def _is_made(verb: Token, cue: Cue) -> bool:
    """Whether the statement was made at all: "did not say", "if she says" and "could say" were not."""
    if cue.mode is not Mode.SPEECH:
        return True
    if children(verb, "neg") or verb.head.dep_ == "neg":
        return False
    if any(mark.lower_ in _CONDITIONS for mark in children(verb, "mark")):
        return False
    above = cue_of(verb.head) if verb.dep_ == "xcomp" else None
    if above is not None and above.negates:
        return False
    return not any(aux.tag_ == "MD" for aux in children(verb, "aux"))


def _agent(verb: Token) -> Token | None:
    for by in children(verb, "agent"):
        return child(by, "pobj")
    return None


def _unstated(verb: Token, cue: Cue, quotes: tuple[Span, ...]) -> Iterator[Found]:
    """Passives without "by": "it was announced that …", "the trial is expected to last …"."""
    theme = own_subject(verb)
    if theme is None or cue.lemma == "ask":
        return
    if "that" in cue.frames:
        for body in children(verb, "ccomp"):
            yield Found(cue_words(verb), (), _clause_spans(verb, body, quotes), "that")
            return
    if cue.lemma in _UNSTATED_TO:
        for body in children(verb, "xcomp"):
            content = spans([*noun_phrase(theme, whole=True), *clause(body)], quotes)
            yield Found(cue_words(verb), (), content, "to")


def _content(verb: Token, cue: Cue, quotes: tuple[Span, ...], *, passive: bool) -> Content | None:
    """The content in the first frame that fits."""
    if "that" in cue.frames and (body := _that_clause(verb)) is not None:
        return Content("that", _clause_spans(verb, body, quotes))
    if "small" in cue.frames and (predicate := child(verb, "oprd", "ccomp")) is not None:
        objects = [token for obj in children(verb, "dobj", "nsubjpass") for token in clause(obj)]
        return Content("small", spans([*objects, *clause(predicate)], quotes))
    body = child(verb, "xcomp", "ccomp")
    if "to" in cue.frames and body is not None and any(a.lower_ == "to" for a in children(body, "aux")):
        return Content("to", spans(clause(body), quotes))
    obj = child(verb, "nsubjpass" if passive else "dobj")
    obj = obj if obj is not None and obj.pos_ != "PRON" else None
    found = _after_preposition(verb, cue, quotes, obj)
    if found is None and "np" in cue.frames and obj is not None and _is_propositional(obj, cue):
        return Content("np", spans([*_without_asides(obj), *_condition(verb)], quotes))
    return found


def _after_preposition(verb: Token, cue: Cue, quotes: tuple[Span, ...], obj: Token | None) -> Content | None:
    for prep in children(verb, "prep"):
        whole = [*clause(obj), *clause(prep)] if obj is not None else []
        if prep.lower_ == "as" and "as" in cue.frames and obj is not None:
            return Content("as", spans(whole, quotes))
        if prep.lower_ not in _PREPOSITIONS & cue.frames or prep.i < verb.i:
            continue
        if cue.lemma in _JUDGES and obj is not None:
            return Content(prep.lower_, spans(whole, quotes))
        inside = [token for below in children(prep, "pobj", "pcomp") for token in clause(below)]
        if inside and prep.i == verb.i + 1:
            return Content(prep.lower_, spans(inside, quotes), (prep,))
    return None


def _is_propositional(obj: Token, cue: Cue) -> bool:
    """Whether a noun phrase can be what somebody said, not a thing that he dealt with."""
    if cue.any_subject:
        return obj.ent_type_ not in {"DATE", "TIME", "PERCENT"} or obj.pos_ == "NOUN"
    return obj.lemma_.lower() in nouns("propositional") or obj.lemma_.lower() in nouns("cue")


def _without_asides(obj: Token) -> list[Token]:
    """The phrase of `obj` up to a remark of the author's that a comma sets off, but for its examples."""
    words = set(noun_phrase(obj, whole=True))
    for below in obj.children:
        first = below.left_edge
        aside = below.i > obj.i and below.dep_ in {"prep", "advmod", "appos", "dep", "acl", "relcl"}
        if aside and first.i > 0 and first.nbor(-1).text == "," and first.lower_ not in _EXAMPLES:
            words -= {token for token in words if token.i >= first.i}
    return sorted(words, key=lambda token: token.i)


def _condition(verb: Token) -> list[Token]:
    return [
        token
        for body in children(verb, "advcl")
        if body.i > verb.i and any(mark.lower_ in _CONDITIONS for mark in children(body, "mark"))
        for token in clause(body)
    ]


def _that_clause(verb: Token) -> Token | None:
    """Head of the clause that `verb` brings, also where the parser hung it elsewhere."""
    for body in children(verb, "ccomp"):
        if own_subject(body) is not None or children(body, "expl", "csubj", "mark") or body.pos_ != "VERB":
            return body
    if verb.dep_ == "parataxis" and is_verb(verb.head) and own_subject(verb) is not None:
        return verb.head
    # "said before the match that she had …": the clause hangs on the noun before it.
    for prep in children(verb, "prep"):
        for noun in children(prep, "pobj"):
            for body in children(noun, "relcl", "acl"):
                that = body.left_edge
                own = own_subject(body)
                if that.lower_ == "that" and own is not None and own.i != that.i and body.i > verb.i:
                    return body
    return None


def _clause_spans(verb: Token, body: Token, quotes: tuple[Span, ...]) -> Spans:
    """The words of the clause of `body`, without those of `verb` or of somebody else's statement."""
    words = set(clause(body)) | set(_stranded(verb, body))
    if verb in words:  # "The deal, she said, is done": the cue hangs inside its content
        words -= set(verb.subtree)
    for token in list(words):
        if token != body and (_is_sibling(token, body) or misplaced_conjunct(token) == verb):
            words -= set(token.subtree) | _joiners(token)
    return spans(words, quotes)


def _stranded(verb: Token, body: Token) -> list[Token]:
    """The rest of a content that goes on after its cue: "Rain fell, they said, and washed away …"."""
    if body.i > verb.i:
        return []
    rest = [
        joined
        for joined in children(verb, "conj")
        if own_subject(joined) is None and cue_of(joined) is None and is_verb(joined)
    ]
    return [token for joined in rest for token in [*clause(joined), *_joiners(joined)]]


def _joiners(token: Token) -> set[Token]:
    """The "but" or "and" that joins `token` to the conjunct before it."""
    return {cc for cc in children(token.head, "cc") if cc.i < token.i and cc.i >= token.left_edge.i - 2}


def _is_sibling(token: Token, body: Token) -> bool:
    """Whether `token` begins another person's statement, hung by the parser into this content.

    "An aide said the talks ended, while Smith hinted that …": set off by a comma and a conjunction, with
    a cue, a speaker and a content of its own, and no "that" to carry the first speaker on.
    """
    if token.dep_ not in {"advcl", "conj", "ccomp"} or token.i < body.i:
        return False
    cue, own = cue_of(token), own_subject(token)
    if cue is None or own is None or not is_person_like(own) or own.pos_ == "PRON":
        return False
    if not children(token, "ccomp", "xcomp"):
        return False
    marks = {mark.lower_ for mark in children(token, "mark")}
    if "that" in marks:
        return False
    first = token.left_edge
    joined = bool(marks & _SIBLING_MARKS) or first.nbor(-1).lower_ in _SIBLING_MARKS
    comma = "," in {first.nbor(-1).text, first.nbor(-2).text if first.i > 1 else ""}
    return joined and comma
