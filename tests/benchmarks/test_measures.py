"""What the benchmarks compute is what they say. Texts are made up."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import errors as kind
from benchmarks.calibration import Bin, at_recall, by_threshold, expected_error, reliability
from benchmarks.claimers import answer, overlap, words
from benchmarks.corpora import Corpora, Missing, Row, article, corpora, everything, read_all
from benchmarks.figure import diagram, interval
from benchmarks.reading import only_sure, report
from benchmarks.scoring import Scored, Scorer, Side, counts
from benchmarks.staged import stages
from benchmarks.tables import Table
from kb.model import Article
from kb.reading import Reader, load_reader
from kb.reading.tagger import LEAST

SAMPLE = Path(__file__).parents[2] / "data/articles/miami-talks.txt"


def test_bins_hold_equally_many_and_tell_confidence_and_share() -> None:
    judged = [(0.9, True), (0.2, False), (0.4, True), (0.8, True)]
    low, high = reliability(judged, 2)
    assert [low.confidence, high.confidence] == pytest.approx([0.3, 0.85])
    assert [(one.right, one.count) for one in (low, high)] == [(0.5, 2), (1.0, 2)]
    assert [one.count for one in reliability(judged, 10)] == [1, 1, 1, 1]


def test_the_expected_error_is_the_mean_distance_by_statement() -> None:
    assert expected_error([Bin(0.3, 0.5, 30), Bin(0.8, 0.8, 10)]) == pytest.approx(0.15)
    assert expected_error([]) == 0


def test_the_interval_of_a_share_narrows_with_the_count_and_stays_in_0_to_1() -> None:
    low, high = interval(0.5, 100)
    assert (round(low, 2), round(high, 2)) == (0.4, 0.6)
    assert interval(1.0, 20)[1] == pytest.approx(1)
    assert interval(0.5, 1000)[0] > low


def test_a_diagram_has_a_point_for_each_bin_and_counts_each_tenth() -> None:
    judged = [(0.15, False), (0.35, True), (0.37, True), (1.0, True)]
    drawn = ET.fromstring(diagram(reliability(judged), judged, "Made up"))  # noqa: S314  written above
    svg = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f"{svg}circle")) == 4
    assert [text.text for text in drawn.findall(f"{svg}text[@font-size='10']")] == ["1", "2", "1"]


def side(content: range, source: range = range(0), within: str | None = None) -> Side:
    return {
        "source": frozenset(source),
        "cue": frozenset(),
        "content": frozenset(content),
        "raw": {"within": within},
    }


def kinds(gold: list[Side], found: list[Side], pairs: list[tuple[int, int]] | None = None) -> list[str]:
    return [error.kind for error in kind.errors([Scored("a", "", gold, found, pairs or [])])]


def test_an_annotated_statement_that_nothing_touches_is_missed_and_a_found_one_invented() -> None:
    assert kinds([side(range(10))], [side(range(20, 30))]) == [kind.MISSED, kind.INVENTED]


def test_the_right_words_from_somebody_else_are_a_wrong_speaker_and_from_nobody_one_left_out() -> None:
    gold = [side(range(10), range(90, 92))]
    assert kinds(gold, [side(range(8), range(80, 82))]) == [kind.SPEAKER]
    assert kinds(gold, [side(range(8))]) == [kind.UNSAID]


def test_two_found_in_one_annotated_are_a_split_and_one_over_two_annotated_joins_them() -> None:
    assert kinds([side(range(30))], [side(range(12)), side(range(15, 28))]) == [kind.SPLIT]
    assert kinds([side(range(10)), side(range(12, 30))], [side(range(30))], [(1, 0)]) == [kind.JOINED]


def test_a_content_that_is_touched_and_nothing_else_has_wrong_edges() -> None:
    assert kinds([side(range(10))], [side(range(9, 30))]) == [kind.EDGES]


def test_a_second_statement_at_a_right_one_is_an_error_by_itself_nested_or_not() -> None:
    right = side(range(10))
    assert kinds([right], [right, side(range(2))], [(0, 0)]) == [kind.TWICE]
    assert kinds([right], [right, side(range(2), within="s1")], [(0, 0)]) == [kind.NESTED]


def test_examples_are_spread_over_the_classes() -> None:
    gold = [side(range(n, n + 10)) for n in range(0, 100, 20)]
    found = kind.errors([Scored("a", "", gold, [side(range(200, 210))], [])])
    assert [error.kind for error in kind.spread(found, 3)] == [kind.MISSED, kind.MISSED, kind.INVENTED]
    assert len(kind.spread(found, 100)) == 6


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    try:
        return Scorer(corpora().script())
    except Missing as missing:
        pytest.skip(str(missing))


TEXT = "Ann Lee said the old bridge is safe. Bo Holt said the new bridge is closed."
GOLD = {
    "doc_id": "a",
    "text": TEXT,
    "relations": [
        {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 35]]},
        {"source": [[37, 44]], "cue": [[45, 49]], "content": [[50, 74]]},
    ],
}


def found(*statements: tuple[tuple[int, int], tuple[int, int], float]) -> list[Row]:
    rows = [
        {"speaker": {"spans": [speaker]}, "cue": None, "content": {"spans": [content]}, "confidence": sure}
        for speaker, content, sure in statements
    ]
    return [{"id": "a", "statements": rows}]


def test_the_pairs_are_those_of_the_evaluation_script(scorer: Scorer) -> None:
    read = found(((0, 7), (13, 30), 0.9), ((0, 7), (50, 74), 0.4))
    mine = counts(scorer.score([GOLD], read))
    said = report(scorer, [GOLD], read)["statement"]
    assert (mine.right, mine.invented, mine.missed) == (1, 1, 1)
    assert said == {"p": 100 * mine.precision, "r": 100 * mine.recall, "f1": 100 * mine.f1}


def test_a_threshold_leaves_out_what_is_less_sure_and_scores_again(scorer: Scorer) -> None:
    read = found(((0, 7), (13, 35), 0.9), ((0, 7), (50, 74), 0.4), ((37, 44), (50, 66), 0.2))
    articles = scorer.score([GOLD], read)
    figures = by_threshold(scorer, articles)
    assert [figures[least].precision for least in (0.0, 0.3, 0.5)] == [pytest.approx(2 / 3), 0.5, 1.0]
    assert figures[0.9].recall == 0.5
    assert at_recall(scorer, articles, 0.5) == (0.9, figures[0.9])
    assert at_recall(scorer, articles, 1.0) == (0.2, figures[0.0])
    assert at_recall(scorer, articles[:0], 0.5) is None


def test_asking_for_more_confidence_only_leaves_statements_out() -> None:
    sample = Article("a", SAMPLE.read_text(encoding="utf-8"))
    [every] = read_all(everything("trained"), [sample])
    [default] = read_all(load_reader("trained"), [sample])
    places = [
        [(s["speaker"]["spans"], s["content"]["spans"]) for s in row["statements"]]
        for row in (*only_sure([every], LEAST), default)
    ]
    assert places[0] == places[1]
    assert len(every["statements"]) > len(default["statements"])


def test_the_claimer_is_who_the_reading_gives_most_of_the_sentence_to_by_full_name() -> None:
    text = "Dr. Ann Lee studies bats. She said the virus came from bats. It rained."
    [reading] = read_all(load_reader("rules"), [Article("a", text)])
    claim = {"has_claimer": True, "claimer_in_sentence": False, "claimer": "Ann Lee"}
    start = text.index("She")
    given = answer(claim | {"sent_start": start, "sent_end": start + 36}, reading, text)
    assert (given.speakers, given.where, given.f1, given.named) == ("Ann Lee", "elsewhere", 1.0, True)
    silent = answer(claim | {"sent_start": text.index("It"), "sent_end": len(text)}, reading, text)
    assert (silent.speakers, silent.f1, silent.named) == ("", 0.0, False)


def test_words_in_common_are_counted_without_case_marks_and_articles() -> None:
    assert words("The W.H.O., and a study") == ["who", "and", "study"]
    assert overlap(words("Dr. Ann Lee"), words("ann lee")) == pytest.approx(0.8)
    assert overlap(["lee"], ["holt"]) == 0


@pytest.mark.parametrize(("name", "count"), [("rules", 3), ("trained", 6)])
def test_every_stage_takes_time_and_the_reader_is_left_as_it_was(name: str, count: int) -> None:
    reader: Reader = load_reader(name)
    sample = Article("a", TEXT)
    before = reader.read(sample)
    spent = stages(reader, [sample])
    assert len(spent) == count
    assert all(seconds > 0 for seconds in spent.values())
    assert reader.read(sample) == before


def test_what_is_missing_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="ONRECORD_CORPORA is not set"):
        Corpora(None).file("polnear-dev.jsonl.gz")
    with pytest.raises(Missing, match=r"polnear-dev\.jsonl\.gz is missing"):
        Corpora(tmp_path).file("polnear-dev.jsonl.gz")


def test_an_article_of_a_corpus_keeps_its_date_where_it_has_one() -> None:
    assert article({"doc_id": "a", "text": "Ann.", "date": "2016-05"}).date == "2016-05"
    assert article({"doc_id": "a", "text": "Ann."}).date is None


def test_a_table_is_shown_for_a_terminal_and_as_markdown() -> None:
    table = Table("Figures", ("", "F1"), (("rules", 60.46), ("nobody", None)))
    assert table.text() == "Figures\n            F1\n  rules   60.5\n  nobody\n"
    assert table.markdown() == "Figures:\n\n|  | F1 |\n| --- | --: |\n| rules | 60.5 |\n| nobody |  |\n"
