"""The phrases beside a name that give it a role, and whose role it is: "the club's coach, Ann Lee"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kb.reading.belonging import OF, after, ahead_of, field
from kb.reading.lexicon import offices
from kb.reading.names import Name, Names
from kb.reading.offices import Office, offices_in
from kb.reading.syntax import child, children, noun_phrase

_WHERE = frozenset({"of", "for", "at", "with", "to", "from", "under", "in"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "advmod", "punct", "npadvmod", "dep"})
_DASHES = frozenset({"-", "–", "—"})
_JOINED = frozenset({"and", "the"})


def before(head: Token, first: int, names: Names, text: str) -> list[Office]:
    """Roles in the words before a name, which begins with token `first` and is headed by `head`."""
    found = _title([t for t in noun_phrase(head) if t.i < first and head.is_ancestor(t)], first, names, text)
    where = after(head, names, OF)  # "Senator Ann Lee of Maine"
    return [office if office.organization else replace(office, organization=where) for office in found]


def named_by(noun: Token, holder: Name, names: Names, text: str) -> list[Office]:
    """Roles that a noun names: "the club's coach", "head of the Arab Institute", "a judge and author"."""
    where = ahead_of(noun, names)
    where = where if where not in {None, holder} else after(noun, names, _WHERE)
    found = list(offices_in(_nominal(noun, names), where, text))
    for joined in children(noun, "conj"):
        if joined.i not in names.at and _continues(joined, noun):
            status = found[0].status if found and child(joined, "det") is None else None
            more = named_by(joined, holder, names, text)
            found += [one if one.status else replace(one, status=status) for one in more]
    return found


def placed(office: Office, name: Token, names: Names) -> Office:
    """The office with the organization that the parser hung on the name: "Ann Lee, an aide to Mr. Roy"."""
    where = after(name, names, _WHERE) if office.organization is None else None
    return replace(office, organization=where) if where is not None else office


def _continues(joined: Token, noun: Token) -> bool:
    """Whether both are said of the same person: "the mayor and chairman", no comma between."""
    return all(token.text != "," for token in noun.doc[noun.i + 1 : joined.left_edge.i])


def _title(tokens: list[Token], first: int, names: Names, text: str) -> list[Office]:
    """A role before a name: the words up to it, after the organization that begins them."""
    run = _unbroken(tokens, first)
    if len(run) == 2 and run[0].lower_ in {"a", "an"} and run[1].is_title:
        return []  # "a President Lee" is one who might be
    while run and (
        run[0].pos_ in {"DET", "PUNCT", "CCONJ"} or (run[0].dep_ == "poss" and run[0].pos_ == "PRON")
    ):
        run = run[1:]
    organization: Name | None = None
    cut = 0
    for index, token in enumerate(run):
        if token.i in names.at and not _is_inside_title(run, index):
            organization, cut = names.at[token.i], index + 1
        elif token.tag_ == "POS":
            cut = index + 1
    if cut and run[cut - 1].i + 1 == first:
        return []
    return list(offices_in([*_statuses(run[:cut]), *run[cut:]], organization, text))


def _statuses(tokens: list[Token]) -> list[Token]:
    """Words of status, which belong to the role behind them ("former Norrby goalkeeper")."""
    return [token for token in tokens if token.lower_ in offices("status")]


def _unbroken(tokens: list[Token], end: int) -> list[Token]:
    """Those of `tokens` that stand together right before token `end`."""
    run: list[Token] = []
    for token in reversed(tokens):
        if token.i < (run[-1].i if run else end) - 2 or (token.text in _DASHES and token.whitespace_):
            break
        run.append(token)
    return run[::-1]


def _is_inside_title(run: list[Token], index: int) -> bool:
    """Whether a name is part of the title: after "of" ("Secretary of State") or "and"."""
    return index > 1 and run[index - 1].lower_ in OF | _JOINED | {"at"}


def _nominal(noun: Token, names: Names) -> list[Token]:
    """The words that name the role: those before `noun` but for whose it is, and a bare "of …" after it."""
    left = [t for below in noun.lefts if below.dep_ in _MODIFIERS for t in below.subtree]
    left = [token for token in left if token.ent_type_ != "DATE"]  # "the 2000 nominee"
    named = [index for index, token in enumerate(left) if token.i in names.at or token.tag_ == "POS"]
    cut = named[-1] + 1 if named else 0
    earlier = [noun.left_edge.nbor(-1)] if noun.left_edge.i else []  # "then the mayor of Lima"
    return [*_statuses([*earlier, *left[:cut]]), *left[cut:], noun, *field(noun, names)]
