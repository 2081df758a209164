"""What the words of a role say: "former Lt. Gov." is a lieutenant governor, and was one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.model import ActorType, RoleStatus, Span
from kb.reading.belonging import OF
from kb.reading.lexicon import kin, nouns, offices, titles
from kb.reading.names import Name
from kb.reading.syntax import extent

_PLURAL = frozenset({"NNS", "NNPS"})
_MARKS = frozenset({"-", "–", ","})
_NO_OFFICE = frozenset({"doctor"})  # goes before the names of many who heal nobody


@dataclass(frozen=True, slots=True)
class Office:
    """A role as one phrase words it.

    Attributes:
        role: its words; the noun in the singular, and an abbreviated title in full.
        noun: the word that names it.
        organization: the actor that it is held in, or for.
        status: None where no word of the phrase tells.
        shared: whether it is said of several people ("directors"); None where it may be of one or of several.
    """

    role: str
    noun: Token
    span: Span
    organization: Name | None
    status: RoleStatus | None
    shared: bool | None


def offices_in(tokens: list[Token], organization: Name | None, text: str) -> Iterator[Office]:
    """The roles that `tokens` name: two that "and" joins share a status."""
    status: RoleStatus | None = None
    for part in _split(tokens):
        found = _office(part, organization, text)
        if found is not None:
            status = found.status or status
            yield replace(found, status=status)


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """Two titles joined by "and" or a comma are two roles."""
    for index, token in enumerate(tokens):
        left, right = tokens[:index], tokens[index + 1 :]
        if token.lower_ in {"and", ","} and _head(left) is not None and _head(right) is not None:
            yield from _split(left)
            yield from _split(right)
            return
    yield tokens


def _office(tokens: list[Token], organization: Name | None, text: str) -> Office | None:
    known = offices("status")
    statuses = [RoleStatus(known[t.lower_]) for t in tokens if _is_status(t) and not _is_again(t)]
    kept = _kept(tokens)
    noun = _head(kept)
    if noun is None or _singular(noun) in offices("none"):
        return None
    prefix = _prefix(kept[0])
    if prefix is not None and prefix.lower_ in offices("status"):
        statuses.append(RoleStatus(offices("status")[prefix.lower_]))
    elif prefix is not None and prefix.ent_type_:  # "a Bush-era official"
        kept = kept[1:] if kept[0] != noun else kept
    elif prefix is not None:
        kept = [prefix, *kept]
    if organization is not None and organization.type is not ActorType.PERSON and _singular(noun) in kin():
        organization = None  # "son of Acme's founder"
    return Office(
        role=_words(kept, noun, text),
        noun=noun,
        span=extent(kept),
        organization=organization,
        status=statuses[0] if statuses else None,
        shared=noun.tag_ in _PLURAL or (_title(noun) is not None and noun.lower_.strip(".")[-1] == "s"),
    )


def _kept(tokens: list[Token]) -> list[Token]:
    """`tokens` without words of status, honorifics, marks at the ends and a body in capitals."""
    kept = [t for t in tokens if not (t.is_space or _is_status(t) or _is_honorific(t) or makes(t))]
    while kept and kept[-1].text in _MARKS:
        kept.pop()
    while len(kept) > 1 and (kept[0].text in _MARKS or (kept[0].is_upper and len(kept[0]) > 1)):
        kept = kept[1:]
    return kept


def _is_status(word: Token) -> bool:
    """Whether it is a word of status: "a fellow senator", but no "fellow at the institute"."""
    return word.lower_ in offices("status") and not (word.tag_ == "NN" and word.dep_ in {"appos", "attr"})


def _is_again(word: Token) -> bool:
    """Whether it is the "elect" of "re-elect"."""
    return word.i > 1 and word.nbor(-2).lower_ == "re"


def makes(word: Token) -> bool:
    """Whether it says how the role began: "elected mayor of Lima"."""
    return word.tag_ == "VBN" and word.lemma_.lower() in offices("begin")


def _prefix(first: Token) -> Token | None:
    """The word that a hyphen joins to `first`: "co" of "co-founder", "then" of "then-mayor"."""
    if first.i < 2 or first.nbor(-1).text not in _MARKS - {","}:
        return None
    mark, word = first.nbor(-1), first.nbor(-2)
    return word if word.is_alpha and not mark.whitespace_ and not word.whitespace_ else None


def _head(tokens: list[Token]) -> Token | None:
    """The word that names a person by what he is, before an "of" or at the end; None where none does."""
    words = [t for t in tokens if not _is_status(t) and t.text not in _MARKS]
    of = next((i for i, token in enumerate(words) if token.lower_ in OF), len(words))
    head = words[of - 1] if of else None
    return head if head is not None and _singular(head) is not None else None


def _singular(token: Token) -> str | None:
    """The noun for one person that `token` is a form of, in lower case; None where it is no such noun."""
    word = token.lower_
    stems = (_title(token), token.lemma_.lower(), word, word.removesuffix("s"), word.replace("men", "man"))
    return next((stem for stem in stems if stem in nouns("person")), None)


def _title(token: Token) -> str | None:
    """The office that an abbreviated title stands for: "Sen." for "senator"."""
    title, _ = titles().get(token.lower_.strip("."), (None, None))
    return None if _is_honorific(token) else title


def _is_honorific(token: Token) -> bool:
    """Whether it goes before a name and says nothing of an office: "Mr.", "Dr."."""
    title, _ = titles().get(token.lower_.strip("."), (None, None))
    return title is not None and (title not in nouns("person") or title in _NO_OFFICE)


def _words(tokens: list[Token], noun: Token, text: str) -> str:
    words = " ".join(extent(tokens).of(text).split())
    for token in tokens:
        plain = _title(token) or (_one(token) if token == noun else token.text)
        written = f"{token.text}." if f"{token.text}. " in words and plain != token.text else token.text
        words = words.replace(written, plain, 1)
    return words


def _one(noun: Token) -> str:
    """`noun` in the singular, with its capital."""
    singular = _singular(noun) if noun.tag_ in _PLURAL else None
    if singular is None:
        return noun.text
    return singular.capitalize() if noun.is_title else singular
