"""The word lists that the reader uses, from the tables in `data/`: rules live in code, words in files."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.model import ActorType, Mode, ParticipantRole

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes a content, in the frames in which the content may follow it."""

    lemma: str
    mode: Mode
    frames: frozenset[str]
    any_subject: bool
    negates: bool


@dataclass(frozen=True, slots=True)
class Complement:
    """What a word leaves of the event below it where it holds, and where it is denied.

    Attributes:
        holds, denied: a certainty, or "unlikely" or "not" where the event is probably or certainly not so.
        ahead: whether the event lies ahead of the word ("plan to").
    """

    holds: str
    denied: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class Territory:
    """A country, a part of one, or a union of several, with its Wikidata id."""

    code: str
    wikidata: str
    type: ActorType
    name: str


@dataclass(frozen=True, slots=True)
class EventFrame:
    """How a word has to stand to name an event of a class.

    Attributes:
        kind: "obj" with one of `words` as its object, "prep" with one as its preposition or particle, "inf"
            with an infinitive, "" in any way.
        plover: PLOVER's class, "" for none, LIGHT where the object names the event ("hold talks").
    """

    kind: str
    words: frozenset[str]
    plover: str


LIGHT = "*"
_FRAMES = ("obj", "prep", "inf", "")


def _rows(name: str) -> list[dict[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@cache
def cues() -> dict[str, Cue]:
    """Cue verbs by lemma, particle included ("point out")."""
    return {
        row["lemma"]: Cue(
            row["lemma"],
            Mode(row["mode"]),
            frozenset(row["frames"].split()),
            row["subject"] == "any",
            row["negates"] == "yes",
        )
        for row in _rows("cues.tsv")
    }


@cache
def nouns(kind: str) -> dict[str, str]:
    """Nouns of a kind (person, people, report, cue, propositional), each with its verb where it has one."""
    return {row["noun"]: row["lemma"] or "" for row in _rows("nouns.tsv") if row["kind"] == kind}


@cache
def given_names() -> dict[str, str]:
    """Gender ("m" or "f") by given name, for the names that tell."""
    return {row["name"]: row["gender"] for row in _rows("given_names.tsv")}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """The given names that a short form or second spelling may stand for ("Bob": Robert), by that form."""
    return {row["name"]: frozenset(row["stands_for"].split("|")) for row in _rows("nicknames.tsv")}


def may_be_called(one: str, other: str) -> bool:
    """Whether one person can bear both given names: the same one, a short form, or two of one name."""
    fuller = nicknames()
    return not ({one} | fuller.get(one, frozenset())).isdisjoint({other} | fuller.get(other, frozenset()))


@cache
def titles() -> dict[str, tuple[str, str | None]]:
    """Titles by short form in lower case: the word in full, and the gender that it tells, if any."""
    return {row["short"]: (row["title"], row["gender"] or None) for row in _rows("titles.tsv")}


@cache
def kin() -> frozenset[str]:
    """Nouns that name somebody by somebody else of the family."""
    return frozenset(row["noun"] for row in _rows("kin.tsv"))


@cache
def bodies() -> frozenset[str]:
    """Names of bodies that many states and countries have ("Supreme Court")."""
    return frozenset(row["name"] for row in _rows("bodies.tsv"))


@cache
def certainty_words() -> dict[str, str]:
    """Words that say how sure somebody is, by lower-case form: a certainty, "hedge" or "negation"."""
    return {row["word"]: row["kind"] for row in _rows("certainty.tsv")}


@cache
def complements() -> dict[tuple[str, str], Complement]:
    """By (word, form): what the word leaves of the event below it. "*" stands for any other word."""
    return {
        (row["lemma"], row["form"]): Complement(row["holds"], row["denied"], row["ahead"] == "yes")
        for row in _rows("complements.tsv")
    }


@cache
def offices(kind: str) -> dict[str, str]:
    """Words about roles, of a kind that the table explains, each with what it says."""
    return {row["word"]: row["value"] or "" for row in _rows("offices.tsv") if row["kind"] == kind}


@cache
def source_words(kind: str) -> dict[str, str]:
    """Words of a kind about sources without a name, with the number that they stand for, if any."""
    return {row["word"]: row["value"] or "" for row in _rows("sources.tsv") if row["kind"] == kind}


@cache
def misnamed(kind: str) -> frozenset[str]:
    """Words that mend what the recognizer takes for a name, by kind ("matter"): see the table."""
    return frozenset(row["word"] for row in _rows("misnamed.tsv") if row["kind"] == kind)


@cache
def anonymity() -> tuple[str, ...]:
    """Phrases for the condition on which a source spoke, as the table writes them."""
    return tuple(row["phrase"] for row in _rows("anonymity.tsv"))


@cache
def lines(kind: str) -> tuple[str, ...]:
    """How lines of a kind begin that are no sentence, in small letters."""
    return tuple(row["words"] for row in _rows("lines.tsv") if row["kind"] == kind)


@cache
def pasts() -> dict[str, str]:
    """Past forms that tell whether they are passive without an object: yes, no, also before "to" or "as"."""
    return {row["form"]: row["passive"] for row in _rows("pasts.tsv")}


@cache
def intents() -> dict[str, str]:
    """Words above or beside a verb that make it a "promise" or a "demand"."""
    return {row["word"]: row["intent"] for row in _rows("intents.tsv")}


@cache
def promised_classes() -> dict[str, str]:
    """PLOVER's class of a promise to do what is of a class."""
    return {row["class"]: row["promised"] or row["class"] for row in _rows("plover.tsv")}


@cache
def event_frames() -> dict[tuple[str, str], tuple[EventFrame, ...]]:
    """What (lemma, part of speech: VERB or NOUN) names as an event, the most particular frame first."""
    found: dict[tuple[str, str], list[EventFrame]] = {}
    for row in _rows("events.tsv"):
        kind, _, words = row["frame"].partition("=")
        frame = EventFrame(kind, frozenset(filter(None, words.split(","))), row["plover"])
        found.setdefault((row["lemma"], row["pos"]), []).append(frame)
    return {key: tuple(sorted(frames, key=lambda f: _FRAMES.index(f.kind))) for key, frames in found.items()}


@cache
def nominals() -> dict[str, frozenset[str]]:
    """Verbs that name the same happening as an event noun: "invade" for "invasion"."""
    found: dict[str, frozenset[str]] = {}
    for row in _rows("nominals.tsv"):
        found[row["noun"]] = found.get(row["noun"], frozenset()) | {row["verb"]}
    return found


@cache
def nominal_kinds() -> dict[str, str]:
    """By event noun "undergone" where whose it is suffers it, "alone" where what it is of does it, or ""."""
    return {row["noun"]: row["kind"] for row in _rows("nominals.tsv")}


@cache
def copulas() -> dict[tuple[str, str], ParticipantRole]:
    """By (words, event noun or "*"): the role in the event of whom they are said ("victim of", "under")."""
    return {(row["words"], row["event"]): ParticipantRole(row["role"]) for row in _rows("copulas.tsv")}


@cache
def retelling_words(kind: str) -> frozenset[str]:
    """Words of a kind that decides whether one event is told twice: see the table."""
    return frozenset(row["word"] for row in _rows("retold.tsv") if row["kind"] == kind)


@cache
def _territory_names() -> tuple[dict[str, tuple[Territory, ...]], dict[str, Territory]]:
    names: dict[str, tuple[Territory, ...]] = {}
    demonyms: dict[str, Territory] = {}
    for row in _rows("territories.tsv"):
        territory = Territory(row["code"], row["wikidata"], ActorType(row["type"]), row["name"])
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            names[name] = (*names.get(name, ()), territory)
        for demonym in filter(None, row["demonyms"].split("|")):
            demonyms[demonym] = territory
    return names, demonyms


def territories(name: str) -> tuple[Territory, ...]:
    """All territories of that name: for "Georgia" a country and a state."""
    return _territory_names()[0].get(name.removeprefix("the ").removeprefix("The "), ())


def territory(name: str) -> Territory | None:
    """The territory of that name, or None where there is none, or more than one."""
    found = territories(name)
    return found[0] if len(found) == 1 else None


def demonym(word: str) -> Territory | None:
    """The territory whose people or things `word` names ("Ukrainian")."""
    return _territory_names()[1].get(word)


@cache
def statecraft(kind: str) -> frozenset[str]:
    """Words of a kind (see the table) that say that a capital means its government."""
    return frozenset(row["word"] for row in _rows("statecraft.tsv") if row["kind"] == kind)


@cache
def _seats() -> dict[str, tuple[Territory, bool]]:
    countries = {territory.code: territory for found in _territory_names()[0].values() for territory in found}
    return {row["name"]: (countries[row["code"]], row["kind"] == "city") for row in _rows("seats.tsv")}


def seat(name: str) -> tuple[Territory, bool] | None:
    """The country whose capital, or government's house, `name` is, and whether it is a city."""
    return _seats().get(name)


def digest() -> str:
    """SHA-256 over all tables, for the provenance of what is read with them."""
    sha = hashlib.sha256()
    for path in sorted(_DATA.glob("*.tsv")):
        sha.update(path.name.encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()
