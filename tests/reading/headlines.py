"""Whether a headline's main predicate is an event, with whoever does it as its agent."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from kb.model import Article
from kb.reading.happening import names_event, objects
from kb.reading.parse import Parsed, parse
from kb.reading.participants import agents
from kb.reading.syntax import is_passive, is_verb

FOLDER = Path(__file__).parent / "headlines"
Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    found: list[Case] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return found


def is_right(case: Case) -> bool:
    """Whether the word of the verb names an event with just the agents, and in the passive the patients, given.

    Each is compared by the last word of its phrase, things included. Where no verb is given, none names an event.
    """
    parsed = parse(Article(case["id"], case["text"]))
    if not case["verb"]:
        return not any(is_verb(token) and names_event(token) for token in parsed.doc)
    verbs = [token for token in parsed.doc if names_event(token) and _word(token, parsed) == case["verb"]]
    return any(
        _words(agents(verb), parsed) == _last(case["agent"])
        and (not case["patient"] or _words(objects(verb), parsed) == _last(case["patient"]))
        for verb in verbs
    )


def described(case: Case) -> str:
    """What the parse made of it, for a person who mends it."""
    parsed = parse(Article(case["id"], case["text"]))
    events = [
        (_word(t, parsed), _words(agents(t), parsed), _words(objects(t), parsed) if is_passive(t) else "")
        for t in parsed.doc
        if names_event(t)
    ]
    return f"{case['text']}\n  wanted {case['verb']} {case['agent']} {case['patient']}\n  found {events}"


def _word(token: Token, parsed: Parsed) -> str:
    return parsed.article.text[token.idx : token.idx + len(token)]


def _words(heads: Any, parsed: Parsed) -> set[str]:
    return {_word(head, parsed) for head in heads}


def _last(phrases: list[str]) -> set[str]:
    return {re.split(r"[\s–-]", phrase)[-1] for phrase in phrases}
