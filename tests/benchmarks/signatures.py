"""What people made of events below each word, beside what `kb/reading/data/complements.tsv` says of it.

    PYTHONPATH=tests python -m benchmarks.signatures [--first N] [--least N] [--all]

From the news of factuality-train: words that surely hold themselves, and events with nothing beside them that would
take from their sureness, so that the rating is the word's doing. It is drawn towards the mean of its form by
PRIOR ratings. The table stays written by hand: five ratings do not overrule what a word means, fifty should.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import mean

from spacy.tokens import Token

from benchmarks import corpora
from benchmarks.corpora import Row
from benchmarks.events import NEWS
from benchmarks.tables import Table, show
from kb.model import Certainty, Polarity, Span
from kb.reading.certainty import Stance, stance
from kb.reading.factuality import event_stance
from kb.reading.governor import Governor, governor
from kb.reading.happening import names_event
from kb.reading.parse import parse

SCALE = {"certain": 3, "probable": 2, "possible": 1, "underspecified": 0, "unlikely": -2, "not": -3}
PRIOR = 4
Rated = tuple[Governor, float]
Line = tuple[str, str, int, str, str, str, str]


def rated(rows: Iterable[Row]) -> Iterator[Rated]:
    """The word above each event that is rated, with the rating."""
    for row in rows:
        parsed = parse(corpora.article(row))
        for one in row["gold"]:
            events = filter(names_event, parsed.tokens((Span(one["start"], one["end"]),)))
            event = next(events, None)
            above = governor(event) if event is not None and _is_sure(stance(event)) else None
            if above is not None and above.form not in {"told", "part"} and _holds(above.judged):
                yield above, one["factuality"]


def _holds(word: Token) -> bool:
    return word.pos_ in {"ADP", "SCONJ"} or _is_sure(event_stance(word))


def _is_sure(view: Stance) -> bool:
    plain = view.certainty is Certainty.CERTAIN and view.polarity is Polarity.POSITIVE
    return plain and view.condition is None


def compare(found: Iterable[Rated], least: int) -> list[Line]:
    """A line for each word in its form, first those on which the table and people are furthest apart."""
    given: dict[tuple[str, str], list[float]] = defaultdict(list)
    forms: dict[str, list[float]] = defaultdict(list)
    says: dict[tuple[str, str], str] = {}
    for above, rating in found:
        key = (above._named[0] or above.word.lemma_.lower(), above.form)
        says[key] = above.leaves.holds
        given[key].append(rating)
        forms[above.form].append(rating)
    often = {key: ratings for key, ratings in given.items() if len(ratings) >= least}
    drawn = {key: _drawn(ratings, forms[key[1]]) for key, ratings in often.items()}
    apart = {key: len(given[key]) * abs(value - SCALE[says[key]]) for key, value in drawn.items()}
    return [
        (
            *key,
            len(given[key]),
            f"{mean(given[key]):.2f}",
            f"{drawn[key]:.2f}",
            says[key],
            _nearest(drawn[key]),
        )
        for key in sorted(drawn, key=lambda key: -apart[key])
    ]


def _nearest(value: float) -> str:
    return min(SCALE, key=lambda word: abs(SCALE[word] - value))


def _drawn(given: list[float], form: list[float]) -> float:
    return (sum(given) + PRIOR * mean(form)) / (len(given) + PRIOR)


def measure(options: argparse.Namespace) -> None:
    path = corpora.corpora(options.corpora).file("factuality-train.jsonl.gz")
    rows = [row for row in corpora.rows(path, options.first) if row["corpus"] in NEWS]
    lines = tuple(line for line in compare(rated(rows), options.least) if options.all or line[-1] != line[-2])
    heads = ("word", "form", "rated", "mean", "drawn to its form", "the table", "would fit")
    show([Table("What words leave of the event below them", heads, lines)], markdown=options.markdown)


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--least", type=int, default=4, metavar="N", help="only words rated N times or more")
    parser.add_argument(
        "--all", action="store_true", help="also the words on which the table and people agree"
    )
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
