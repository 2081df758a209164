"""Roles that the text puts beside a name: "U.S. envoy Ann Lee", "Ann Lee, the envoy"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kb.model import ActorType, RoleStatus, Span
from kb.reading.lexicon import nouns
from kb.reading.names import Name, Names
from kb.reading.syntax import children, extent, noun_phrase

_STATUS = {
    "former": RoleStatus.FORMER,
    "ex": RoleStatus.FORMER,
    "ousted": RoleStatus.FORMER,
    "late": RoleStatus.FORMER,
    "then": RoleStatus.FORMER,
    "acting": RoleStatus.ACTING,
    "interim": RoleStatus.ACTING,
    "incoming": RoleStatus.FUTURE,
    "elect": RoleStatus.FUTURE,
    "designate": RoleStatus.FUTURE,
}
_TITLE_MARKS = frozenset({"-", "–", ","})
_OF = frozenset({"of", "for", "at"})


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role in the words of the article; `organization` is the actor that it is held in, or for."""

    holder: Name
    role: str
    organization: Name | None
    status: RoleStatus
    span: Span


def find_roles(names: Names, text: str, doc: Doc) -> list[FoundRole]:
    """Roles of the people in `names`, each once a person, where it is said first."""
    found: dict[tuple[Name, str], FoundRole] = {}
    for person in names.all:
        if person.type is not ActorType.PERSON:
            continue
        for words in person.words:
            head = doc[words[-1]]
            for phrase, organization in _phrases(head, words, names):
                for role in _split(phrase):
                    one = _role(person, role, organization, text)
                    if one is not None:
                        found.setdefault((person, one.role.casefold()), one)
    return list(found.values())


def _phrases(head: Token, words: list[int], names: Names) -> Iterator[tuple[list[Token], Name | None]]:
    """Each run of words that gives a role to the name at `words`, and the organization before or in it."""
    before = [t for t in noun_phrase(head) if t.i < words[0] and head.is_ancestor(t)]
    yield from _contiguous(before, words[0], names)
    for apposition in children(head, "appos"):
        if apposition.i not in names.at and not apposition.like_num:
            yield from _nominal(apposition, names)
    if head.dep_ == "appos" and head.head.i not in names.at and head.head.pos_ in {"NOUN", "PROPN"}:
        tokens = [t for t in noun_phrase(head.head) if t.i < words[0]]
        yield from _contiguous(tokens, words[0], names)


def _contiguous(tokens: list[Token], end: int, names: Names) -> Iterator[tuple[list[Token], Name | None]]:
    """A role before a name: the words up to it, after the organization that begins them."""
    run: list[Token] = []
    for token in reversed(tokens):
        if token.i < (run[-1].i if run else end) - 2:
            break
        run.append(token)
    run.reverse()
    while run and (
        run[0].pos_ in {"DET", "PUNCT", "CCONJ"} or (run[0].dep_ == "poss" and run[0].pos_ == "PRON")
    ):
        run = run[1:]
    organization: Name | None = None
    first = 0
    for index, token in enumerate(run):
        if token.i in names.at and not _is_inside_title(run, index):
            organization, first = names.at[token.i], index + 1
        elif token.tag_ == "POS":
            first = index + 1
    if first and run[first - 1].i + 1 == end:
        return
    # A status word before the organization ("former Norrby goalkeeper") belongs to the role.
    status = [token for token in run[:first] if token.lower_ in _STATUS]
    rest = [
        token
        for token in run[first:]
        if not (token.is_punct and token.text in _TITLE_MARKS and token == run[-1])
    ]
    if rest:
        yield [*status, *rest], organization


def _is_inside_title(run: list[Token], index: int) -> bool:
    """Whether a name is part of the title: after "of" ("Secretary of State") or "and"."""
    return index > 1 and run[index - 1].lower_ in {*_OF, "and", "the"}


def _nominal(head: Token, names: Names) -> Iterator[tuple[list[Token], Name | None]]:
    """A role after a name: "Ann Lee, the club's coach", "Ann Lee, head of the Arab Institute"."""
    tokens = [t for t in noun_phrase(head) if not t.is_punct]
    organization = next((names.at[t.i] for t in tokens if t.i in names.at), None)
    kept = [
        t for t in tokens if t.i <= head.i and t.i not in names.at and t.tag_ not in {"POS", "PRP$", "DT"}
    ]
    if kept:
        yield kept, organization


def _split(phrase: list[Token]) -> Iterator[list[Token]]:
    """Two titles joined by "and" or a comma are two roles."""
    cut = [i for i, token in enumerate(phrase) if token.lower_ == "and" or token.text == ","]
    for index in cut:
        left, right = phrase[:index], phrase[index + 1 :]
        if left and right and _names_role(left) and _names_role(right):
            yield from _split(left)
            yield from _split(right)
            return
    yield phrase


def _names_role(tokens: list[Token]) -> bool:
    """Whether the words name a person by what he is, before an "of" or at their end."""
    of = next((i for i, token in enumerate(tokens) if token.lower_ in _OF), len(tokens))
    head = tokens[of - 1] if of else None
    return head is not None and _lemma(head) in nouns("person")


def _lemma(token: Token) -> str:
    lemma: str = token.lemma_.lower()
    return lemma if lemma in nouns("person") else token.lower_


def _role(person: Name, tokens: list[Token], organization: Name | None, text: str) -> FoundRole | None:
    if not _names_role(tokens):
        return None
    status = next((_STATUS[t.lower_] for t in tokens if t.lower_ in _STATUS), RoleStatus.HELD)
    kept = [t for t in tokens if t.lower_ not in _STATUS and t.text != "-"]
    if not kept:
        return None
    span = extent(kept)
    return FoundRole(person, " ".join(span.of(text).split()), organization, status, span)
