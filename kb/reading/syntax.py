"""Questions that the rules ask of a dependency parse: whose verb, which phrase, which clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.strings import get_string_id
from spacy.symbols import AUX, VERB
from spacy.tokens import Doc, Token

from kb.model import Span, Spans
from kb.reading.around import beginning

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_VERBS = frozenset({VERB, AUX})
_SUBJECTLESS = frozenset({"advcl", "xcomp", "pcomp", "ccomp", "parataxis", "dep"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", "."})


def children(token: Token, *deps: str) -> list[Token]:
    wanted = _ids(deps)
    return [below for below in token.children if below.dep in wanted]


@cache
def _ids(deps: tuple[str, ...]) -> frozenset[int]:
    """SpaCy's numbers for dependencies, which it compares faster than their names."""
    return frozenset(map(get_string_id, deps))


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of these dependencies."""
    return next(iter(children(token, *deps)), None)


def particles(verb: Token) -> list[Token]:
    """The particle right after `verb` ("pointed out"), if it has one."""
    return [word for word in children(verb, "prt") if word.i == verb.i + 1]


def extent(tokens: Sequence[Token]) -> Span:
    """The characters from the first of `tokens` to the last."""
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def is_verb(token: Token) -> bool:
    return token.pos in _VERBS


def is_infinitive(verb: Token) -> bool:
    """Whether `verb` has its "to"."""
    return any(aux.lower_ == "to" for aux in children(verb, "aux"))


def is_word(token: Token) -> bool:
    """Whether `token` has a letter or a digit: the parser sometimes takes a dash or a star for a name."""
    return any(character.isalnum() for character in token.text)


def is_passive(verb: Token) -> bool:
    """Whether `verb` is in the passive: "was told", "allegations made by"."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "nsubj"):
        return False
    return verb.dep_ == "acl" or bool(children(verb, "agent"))


def is_subject(token: Token) -> bool:
    """Whether `token`, or what it stands in or beside, is a subject: "Acme", "Acme spokesman Bob Roy"."""
    while token.dep_ in {"appos", "compound", "nmod"}:
        token = token.head
    return token.dep_ in SUBJECTS


def own_subject(verb: Token) -> Token | None:
    """The subject that stands with `verb` itself."""
    return child(verb, "nsubj", "nsubjpass")


def subject(verb: Token) -> Token | None:
    """Who does `verb`: its own subject, or that of the verb it depends on or is joined to.

    A relative pronoun gives its antecedent. None where nobody can be named.
    """
    for verb_ in _upwards(verb):
        found = own_subject(verb_)
        if found is not None:
            return antecedent(found) if found.lower_ in _RELATIVE else found
        controlled = children(verb_.head, "dobj") if verb_.dep_ == "xcomp" else []
        if controlled and controlled[0].i < verb_.i:  # "asked them to go": they go
            return controlled[0]
        if verb_.dep_ == "acl" and verb_.tag_ in {"VBG", "VB"}:
            return verb_.head if verb_.tag_ == "VBG" else None
    return None


def antecedent(relative: Token) -> Token | None:
    """Whom a relative pronoun, the subject of its clause, stands for; None where the parse does not say."""
    verb = relative.head
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return verb.head if relative.lower_ in _RELATIVE and verb.dep_ == "relcl" else None


def _upwards(verb: Token) -> Iterator[Token]:
    """`verb`, then each verb whose subject it may share, nearest first."""
    while True:
        yield verb
        head = verb.head
        if verb.dep_ == "conj" and is_verb(head):
            verb = head
        elif verb.dep_ in _SUBJECTLESS and verb.tag_ in {"VBG", "VB", "VBN"}:
            controller = _controller(head)
            if controller is None:
                return
            verb = controller
        else:
            return


def _controller(head: Token) -> Token | None:
    """The verb above a participle or infinitive, through a preposition ("quoted as saying")."""
    if head.dep_ in {"prep", "agent"} and is_verb(head.head):
        head = head.head
        # "criticized her for saying": the one criticised said it, and "her" is no subject.
        if children(head, "dobj"):
            return None
    if head.pos_ == "ADJ" and head.dep_ == "acomp":  # "is likely to go"
        head = head.head
    return head if is_verb(head) or own_subject(head) is not None else None


def conjuncts(head: Token) -> list[Token]:
    """`head` and the nouns joined to it by "and"; only itself where they are joined by "or", "but"."""
    if any(cc.lower_ not in {"and", "&"} for cc in head.children if cc.dep_ == "cc"):
        return [head]
    found = [head]
    for joined in children(head, "conj"):
        if joined.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and is_word(joined):
            found.extend(conjuncts(joined))
    return found


def noun_phrase(head: Token, *, whole: bool = False) -> list[Token]:
    """Tokens of the phrase of `head`, in order.

    Without `whole`, only what names it: no relative clause, no age, no conjuncts.
    """
    skipped = {"cc", "conj", "relcl", "preconj", "advcl", "case"} if not whole else set()

    def walk(token: Token) -> Iterator[Token]:
        for below in token.children:
            # The conjuncts of the head are other people; those of its modifiers ("Secretary of State
            # and National Security Advisor") are part of the name.
            if below.dep_ in skipped and (token == head or below.dep_ in {"relcl", "advcl"}):
                continue
            if not whole and below.dep_ == "appos" and (below.like_num or below.lower_ in {"both", "all"}):
                continue
            yield from walk(below)
        yield token

    return sorted(walk(head), key=lambda token: token.i)


def clause(head: Token) -> list[Token]:
    """All tokens below `head`, in order."""
    return sorted(head.subtree, key=lambda token: token.i)


def spans(tokens: Iterable[Token], quotes: Iterable[Span] = ()) -> Spans:
    """Character spans of `tokens`: runs in order, bridged over punctuation, without marks at the edges.

    A quotation that a run opens or closes is taken in with its marks.
    """
    kept = sorted({token for token in tokens if not token.is_space}, key=lambda token: token.i)
    if not kept:
        return ()
    doc = kept[0].doc
    runs: list[list[Token]] = [[kept[0]]]
    for token in kept[1:]:
        gap = doc[runs[-1][-1].i + 1 : token.i]
        if all(between.is_punct or between.is_space for between in gap):
            runs[-1].append(token)
        else:
            runs.append([token])
    found = [span for run in runs if (span := _trimmed(doc, run[0].i, run[-1].i + 1, tuple(quotes)))]
    return tuple(sorted(set(found)))


def _trimmed(doc: Doc, start: int, end: int, quotes: tuple[Span, ...]) -> Span | None:
    while start < end and (doc[start].text in _EDGE or doc[start].is_space or doc[start].is_right_punct):
        start += 1
    while start < end and (doc[end - 1].text in _EDGE or doc[end - 1].is_space or doc[end - 1].is_left_punct):
        end -= 1
    if start == end:
        return None
    left, right = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    for quote in beginning(quotes, left - 1, right):
        if left <= quote.start < right < quote.end <= right + 3:
            right = quote.end
        if left - 1 <= quote.start < left < quote.end <= right:
            left = quote.start
    return Span(left, right)
