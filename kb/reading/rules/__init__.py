"""Attribution by rules over the dependency parse: the first attributor, which needs no training."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from kb.reading import lexicon
from kb.reading.around import Wholes
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed, model_digest
from kb.reading.rules import phrases, quotations, verbs
from kb.reading.rules.found import Found, cue_of
from kb.reading.rules.transcripts import turns


class RuleAttributor:
    """Finds attributions with rules; it has no measure of its confidence."""

    name = "rules"

    @property
    def digest(self) -> str:
        """SHA-256 over the parser's model, the word tables and the rules themselves."""
        sha = hashlib.sha256((model_digest() + lexicon.digest()).encode())
        for path in sorted(Path(__file__).parent.glob("*.py")):
            sha.update(path.read_bytes())
        return sha.hexdigest()

    def __call__(self, parsed: Parsed) -> list[Attribution]:
        quoted = quotations.Quotations(parsed)
        found = [*quotations.statements(quoted), *_outside(parsed, quoted)]
        wholes = Wholes((one, one.content) for one in found)
        kept = [one for one in found if not _is_redundant(one, wholes)]
        attributions = {
            Attribution(one.source_spans(parsed.quotes), one.cue_spans, one.content) for one in kept
        }
        return sorted(attributions | set(turns(parsed)), key=lambda a: (a.content, a.cue))


def _outside(parsed: Parsed, quoted: quotations.Quotations) -> Iterator[Found]:
    """Attributions whose cue stands in the author's own words."""
    for token in parsed.doc:
        if token.i in parsed.quoted or token.i in quoted.by_cue:
            continue
        cue = cue_of(token)
        yield from chain(
            verbs.statements(token, cue, parsed.quotes) if cue is not None else (),
            phrases.by_phrase(token, parsed.quotes),
            phrases.nominal(token, parsed.quotes),
        )


def _is_redundant(one: Found, others: Wholes[Found]) -> bool:
    """Whether `one` only repeats part of what somebody else is already reported to say.

    Inside another statement, only what somebody named is said to have said or thought, in a clause or in
    quote marks, is worth a statement of its own; a speaker's own thoughts and plans are in his already.
    """
    outer = [other for other in others.holding(one.cue_spans) if other is not one]
    if not outer or any(other.frame == "phrase" for other in outer):
        return False
    named = bool(one.sources) and all(source.pos_ != "PRON" for source in one.sources)
    return not (one.frame in {"that", "quote", "phrase"} and named)
