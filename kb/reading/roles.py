"""Roles that the text puts beside a name: "U.S. envoy Ann Lee", "Ann Lee, the envoy"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.model import ActorType, RoleStatus, Span
from kb.reading.lexicon import certainty_words, nouns, offices
from kb.reading.names import Name, Names
from kb.reading.parse import Parsed
from kb.reading.syntax import SUBJECTS, children, extent, noun_phrase

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
_COPULAS = frozenset({"be", "become", "remain"})
_SERVING = frozenset(
    {"serve", "act", "work", "appoint", "elect", "name", "choose", "nominate", "install", "inaugurate"}
)
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


def find_roles(names: Names, parsed: Parsed) -> list[FoundRole]:
    """Roles of the people in `names`, each once a person, where it is said first."""
    found: dict[tuple[Name, str], FoundRole] = {}
    for person in names.all:
        if person.type is not ActorType.PERSON:
            continue
        for words in person.words:
            for one in _roles_at(person, words, names, parsed):
                found.setdefault((person, one.role.casefold()), one)
    return list(found.values())


def _roles_at(person: Name, words: list[int], names: Names, parsed: Parsed) -> Iterator[FoundRole]:
    """Roles that the words beside one mention give."""
    head, text = parsed.doc[words[-1]], parsed.article.text
    for phrase, organization in _phrases(head, words, names):
        for tokens in _split(phrase):
            role = _role(person, tokens, organization, text)
            if role is not None:
                yield role
    if head.i not in parsed.quoted:
        for verb in _predicates(head):
            yield from _by_predicate(person, verb, names, text)


def _predicates(head: Token) -> list[Token]:
    """Verbs that say something of the name itself, its own or those of "who …", without denial or doubt."""
    own = [head.head] if head.dep_ in SUBJECTS else []
    verbs = [*own, *(verb for verb in children(head, "relcl") if _is_who(verb))]
    return [verb for verb in verbs if not children(verb, "neg") and not _is_doubted(verb)]


def _is_who(verb: Token) -> bool:
    return any(one.lower_ == "who" for one in children(verb, "nsubj", "nsubjpass"))


def _is_doubted(verb: Token) -> bool:
    return verb.dep_ == "advcl" or any(aux.lower_ in certainty_words() for aux in children(verb, "aux"))


def _by_predicate(person: Name, verb: Token, names: Names, text: str) -> Iterator[FoundRole]:
    """By a verb: "is the mayor of Lima", "was elected president", "served as envoy", "leads the club"."""
    status = _status(verb)
    if verb.lemma_.lower() in offices():
        for body in children(verb, "dobj"):
            if body.i in names.at:
                span = extent([verb])
                yield FoundRole(person, offices()[verb.lemma_.lower()], names.at[body.i], status, span)
        return
    heads = children(verb, "attr") if verb.lemma_ in _COPULAS else children(verb, "oprd")
    if verb.lemma_ in _SERVING:
        heads += [
            one for prep in children(verb, "prep") if prep.lower_ == "as" for one in children(prep, "pobj")
        ]
    for noun in heads:
        for phrase, organization in _nominal(noun, names):
            role = _role(person, phrase, organization, text) if _is_one_office(noun) else None
            if role is not None:
                yield replace(role, status=role.status if role.status is not RoleStatus.HELD else status)


def _is_one_office(noun: Token) -> bool:
    """Whether `noun` names an office rather than a kind of person: "the mayor", "mayor of Lima"."""
    determined = [det.lower_ for det in children(noun, "det")]
    owned = children(noun, "poss") or any(prep.lower_ in _OF for prep in children(noun, "prep"))
    return "the" in determined or bool(owned) or not determined


def _status(verb: Token) -> RoleStatus:
    auxiliaries = {aux.lower_ for aux in children(verb, "aux")}
    if auxiliaries & {"will", "’ll", "'ll", "shall"}:
        return RoleStatus.FUTURE
    over = verb.tag_ == "VBD" and verb.lemma_ != "become" and not children(verb, "auxpass")
    return RoleStatus.FORMER if over else RoleStatus.HELD


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
