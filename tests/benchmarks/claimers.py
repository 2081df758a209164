"""Who makes a claim: NewsClaims (Gangi Reddy et al. 2022), a second corpus that nothing was tuned for.

    PYTHONPATH=tests python -m benchmarks.claimers [--reader NAME] [--examples] [--markdown]

Given a sentence that makes a claim: who makes it, somebody in the sentence, elsewhere in the article, or
nobody, so that it is the journalist's own. The reading answers with the speakers of the statement whose content
has most letters in the sentence, by their fullest names in the article; with nobody where none has any.

F1 is the published measure: words in common, without case, marks and articles ("the"), between answer and
claimer, averaged over the claims that have one; an answer of nobody counts 0. For claims without a claimer it
is the F1 of answering nobody. `named` is the share of claims where the last word of the claimer, its surname
or head, is a word of a name that the article gives an answered actor. The published figures are on the other
125 articles of the corpus, its test part.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks import corpora
from benchmarks.corpora import Row
from benchmarks.tables import Table, show
from kb.reading import load_reader

PUBLISHED = {"semantic roles": (35.8, 2.4, 67.2), "PolNeAR's sources": (38.9, 2.7, 65.9)}
"""F1 on the test part: claimer in the sentence, elsewhere, nobody. From the corpus's own page."""
_MARK = re.compile(r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~’‘“”\u200b]""")
_ARTICLE = re.compile(r"\b(a|an|the)\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim as annotated, who makes it by the reading ("": nobody), and all names of those."""

    claim: Row
    speakers: str
    names: frozenset[str]

    @property
    def where(self) -> str:
        """Where the annotated claimer is."""
        if not self.claim["has_claimer"]:
            return "nobody"
        return "in the sentence" if self.claim["claimer_in_sentence"] else "elsewhere"

    @property
    def f1(self) -> float:
        """Of words in common; of a claim that nobody makes, 1 where the answer is nobody."""
        if self.where == "nobody":
            return float(not self.speakers)
        return overlap(words(self.speakers), words(self.claim["claimer"]))

    @property
    def named(self) -> bool:
        return words(self.claim["claimer"])[-1] in self.names


def words(name: str) -> list[str]:
    return _ARTICLE.sub(" ", _MARK.sub("", name.lower())).split()


def overlap(answer: list[str], claimer: list[str]) -> float:
    """F1 of words in common."""
    common = sum((Counter(answer) & Counter(claimer)).values())
    return 2 * common / (len(answer) + len(claimer)) if common else 0.0


def answer(claim: Row, reading: Row, text: str) -> Answer:
    """Who makes the claim, by the statement that has most of it."""
    sentence = range(claim["sent_start"], claim["sent_end"])
    shares = [(_letters(s["content"]["spans"], sentence, text), s) for s in reading["statements"]]
    most, statement = max(shares, key=lambda share: share[0], default=(0, None))
    actors = {actor["id"]: actor for actor in reading["actors"]}
    speakers = [actors[id] for id in statement["speaker"]["actors"]] if statement and most else []
    stated = [actor for actor in speakers if actor["type"] != "unnamed" or actor["descriptor"]]
    names = [name for actor in stated for name in (actor["label"], *actor["aliases"])]
    return Answer(
        claim,
        " and ".join(actor["label"] for actor in stated),
        frozenset(word for name in names for word in words(name)),
    )


def _letters(spans: list[list[int]], sentence: range, text: str) -> int:
    parts = [text[max(start, sentence.start) : min(end, sentence.stop)] for start, end in spans]
    return sum(character.isalnum() for part in parts for character in part)


def answers(rows: Sequence[Row], reader: str) -> list[Answer]:
    readings = corpora.read_all(load_reader(reader), map(corpora.article, rows))
    return [
        answer(claim, reading, row["text"])
        for row, reading in zip(rows, readings, strict=True)
        for claim in row["gold"]
    ]


def figures(found: Sequence[Answer], name: str) -> Iterator[Table]:
    parts = {where: [a for a in found if a.where == where] for where in ("in the sentence", "elsewhere")}
    scores = [100 * mean(a.f1 for a in part) if part else None for part in parts.values()]
    ours = (*scores, 100 * nobody(found))
    counts = [*map(len, parts.values()), sum(a.where == "nobody" for a in found)]
    rows = [*PUBLISHED.items(), (f"On Record, {name}, {len(found)} claims of the development part", ours)]
    columns = ("", *(f"{where} ({n})" for where, n in zip([*parts, "nobody"], counts, strict=True)))
    yield Table("F1 for who makes a claim", columns, tuple((system, *values) for system, values in rows))
    yield Table(
        "Claims with a claimer",
        ("", "claims", "named in 100", "answered in 100"),
        tuple(
            (where, len(part), 100 * mean(a.named for a in part), 100 * mean(bool(a.speakers) for a in part))
            for where, part in parts.items()
            if part
        ),
    )


def nobody(found: Sequence[Answer]) -> float:
    """F1 of answering nobody."""
    right = sum(a.where == "nobody" and not a.speakers for a in found)
    said, true = sum(not a.speakers for a in found), sum(a.where == "nobody" for a in found)
    return 2 * right / max(1, said + true)


def measure(options: argparse.Namespace) -> None:
    path = corpora.corpora(options.corpora).file("newsclaims-dev.jsonl.gz")
    found = answers(corpora.rows(path, options.first), options.reader)
    show(figures(found, options.reader), markdown=options.markdown)
    for one in found if options.examples else ():
        claimer = one.claim.get("claimer") or "nobody"
        print(f"{one.f1:.2f} {one.where}: {claimer!r} answered {one.speakers or 'nobody'!r}")
        print(f"     {one.claim['sentence'][:200]}\n")


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--examples", action="store_true", help="print every claim and the answer")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
