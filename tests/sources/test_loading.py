"""What goes in as an article, and what is refused with one clear line. All text here is our own."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import UnknownName
from kb.model import Article
from kb.sources import Item, Loaded, Metadata, Options, Refused, count, jsonl_line, load

STORY = "The council met on Monday.\n\n“We will rebuild,” said Mayor Ada Finch."
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def items(*paths: Path, **options: object) -> list[Item]:
    return list(load(paths, Options(**options)))  # type: ignore[arg-type]


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def article(*paths: Path, **options: object) -> Article:
    [item] = items(*paths, **options)
    assert isinstance(item, Loaded), item
    return item.article


def refusal(*paths: Path, **options: object) -> Refused:
    [item] = items(*paths, **options)
    assert isinstance(item, Refused), item
    return item


def test_a_text_file_is_an_article_of_which_only_the_text_is_known(tmp_path: Path) -> None:
    read = article(file(tmp_path, "The Bridge!.txt", STORY))
    assert (read.text, read.title, read.date, read.publisher) == (STORY, None, None, None)
    assert read.id.startswith("the-bridge-")


def test_newlines_and_blanks_stay_as_they_are_so_that_offsets_hold(tmp_path: Path) -> None:
    text = "  One.\r\n\r\nTwo.\rThree.\t\n\n"
    assert article(file(tmp_path, "a.txt", text)).text == text


def test_right_to_left_text_and_emoji_keep_every_code_point(tmp_path: Path) -> None:
    text = "قال الوزير: «لن ننسحب». 👩‍👩‍👧 said so."
    assert article(file(tmp_path, "a.txt", text)).text == text


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    assert article(file(tmp_path, "a.txt", b"\xef\xbb\xbf" + STORY.encode())).text == STORY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "nothing but blanks"),
        (PNG, "a PNG image"),
        (b"caf\xe9 said", "not UTF-8 text: byte 0xe9 at offset 3"),
        (b"one\x00two", "NUL byte at offset 3"),
        (b"x" * 5_000_000, "5,000,000 characters long, and the limit is 200,000"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason_and_its_bytes(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = file(tmp_path, "a.txt", content)
    refused = refusal(path)
    assert reason in refused.reason
    assert "\n" not in refused.reason
    assert refused.name == str(path)
    assert refused.payload == content


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", "Café owners said so.".encode("cp1252"))
    assert article(path, encoding="cp1252").text == "Café owners said so."
    assert "no text encoding 'klingon'" in refusal(path, encoding="klingon").reason


def test_the_limit_on_characters_can_be_raised(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", "word " * 50_000)
    assert "limit is 200,000" in refusal(path).reason
    assert len(article(path, max_chars=300_000).text) == 250_000


def test_lines_are_headlines_and_each_is_its_own_article_and_title(tmp_path: Path) -> None:
    path = file(tmp_path, "heads.txt", "Mayor Says Bridge Is Safe\r\n\n Council Votes\n")
    first, second = items(path, format="lines")
    assert isinstance(first, Loaded)
    assert isinstance(second, Loaded)
    assert (first.article.text, first.article.title, first.line) == (("Mayor Says Bridge Is Safe",) * 2) + (
        1,
    )
    assert (second.article.text, second.article.title, second.line) == (" Council Votes", "Council Votes", 3)
    assert first.article.id != second.article.id


def test_a_bad_json_line_is_named_by_its_number_and_the_rest_goes_in(tmp_path: Path) -> None:
    good = json.dumps({"id": "a1", "text": STORY, "title": "T", "date": "2025-12", "publisher": None, "x": 1})
    lines = [good, '{"id": "a2", "text": ', "[]", '{"id": "a3"}', "", '{"text": "Later."}']
    one, *bad, last = items(file(tmp_path, "a.jsonl", "\n".join(lines)))
    assert isinstance(one, Loaded)
    assert one.article == Article("a1", STORY, title="T", date="2025-12")
    assert [(item.line, type(item)) for item in bad] == [(2, Refused), (3, Refused), (4, Refused)]
    assert [
        next(words for words in ("not JSON", "not an object", '"text" is missing') if words in item.reason)
        for item in bad
        if isinstance(item, Refused)
    ] == ["not JSON", "not an object", '"text" is missing']
    assert isinstance(last, Loaded)
    assert last.line == 6


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("date", "31 February", "'31 February' is not a date"),
        ("date", "2025-02-31", "'2025-02-31' is not a date"),
        ("date", ["2025"], "is not a date"),
        ("id", "../etc/passwd", "is not an id"),
        ("id", "two words", "is not an id"),
        ("url", "javascript:alert(1)", "is not a web address"),
        ("url", "https://news.example/a b", "is not a web address"),
        ("title", {"en": "T"}, "title is {'en': 'T'}: expected text"),
        ("language", "English!", "is not a language tag"),
        ("text", "nul \0", "NUL character at 4"),
        ("text", "half \ud83d", "half of a surrogate pair at 5"),
        ("text", 7, '"text" is not text'),
    ],
)
def test_metadata_that_cannot_be_understood_is_refused_not_guessed(
    tmp_path: Path, key: str, value: object, reason: str
) -> None:
    record = {"id": "a", "text": STORY, key: value}
    assert reason in refusal(file(tmp_path, "a.jsonl", json.dumps(record))).reason


@pytest.mark.parametrize(
    ("given_date", "kept"),
    [
        ("2025", "2025"),
        (2025, "2025"),
        ("2025-12-21 09:30:00.123+00:00", "2025-12-21T09:30:00Z"),
        ("2025-12-21T09:30+01:00", "2025-12-21T09:30+01:00"),
    ],
)
def test_dates_keep_their_precision(tmp_path: Path, given_date: object, kept: str) -> None:
    path = file(tmp_path, "a.jsonl", json.dumps({"text": STORY, "date": given_date}))
    assert article(path).date == kept


def test_a_url_makes_the_id_so_that_another_version_of_the_page_is_a_revision(tmp_path: Path) -> None:
    records = [{"text": text, "url": "https://www.news.example/bridge?id=7"} for text in (STORY, "Changed.")]
    one, two = items(file(tmp_path, "a.jsonl", "\n".join(map(json.dumps, records))))
    assert isinstance(one, Loaded)
    assert isinstance(two, Loaded)
    assert one.article.id == two.article.id
    assert one.article.id.startswith("www.news.example-")


def test_json_lines_may_be_gzipped_and_a_damaged_archive_stops_nothing(tmp_path: Path) -> None:
    packed = gzip.compress(
        json.dumps({"id": "a", "text": STORY}).encode() + b"\n" + b'{"text": "x"}\n' * 2000
    )
    file(tmp_path, "a.jsonl.gz", packed[:-20])
    file(tmp_path, "b.jsonl.gz", gzip.compress(json.dumps({"id": "b", "text": STORY}).encode()))
    file(tmp_path, "c.jsonl.gz", b"no gzip at all")
    loaded = items(tmp_path)
    assert [item.article.id for item in loaded if isinstance(item, Loaded)][-1] == "b"
    refused = [item for item in loaded if isinstance(item, Refused)]
    assert [Path(item.name).name for item in refused] == ["a.jsonl.gz", "c.jsonl.gz"]
    assert all("cannot be read" in item.reason for item in refused)


def test_folders_are_read_to_the_bottom_in_order_and_what_is_no_article_is_left_alone(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.md", "a.html", ".git/x.txt", "picture.png", "c.TXT"):
        file(tmp_path, name, STORY)
    names = [str(Path(item.name).relative_to(tmp_path)) for item in items(tmp_path)]
    assert names == ["a.html", "b/a.md", "b/z.txt", "c.TXT"]
    assert count([tmp_path]) == 4


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert "no articles" in refusal(tmp_path).reason


def test_metadata_toml_describes_the_files_beside_it(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", STORY)
    file(tmp_path, "heads.txt", "One\nTwo\n")
    file(
        tmp_path,
        "metadata.toml",
        """
        ["a.txt"]
        id = "bridge"
        title = "The bridge"
        date = 2025-12-21
        publisher = "Marsh Post"
        ["heads.txt"]
        lines = true
        date = "2025"
        """,
    )
    bridge, one, two = [item.article for item in items(tmp_path) if isinstance(item, Loaded)]
    assert bridge == Article("bridge", STORY, title="The bridge", date="2025-12-21", publisher="Marsh Post")
    assert [(a.title, a.date) for a in (one, two)] == [("One", "2025"), ("Two", "2025")]
    assert article(tmp_path / "a.txt") == bridge, "a file named by itself is described too"
    assert article(tmp_path / "a.txt", metadata=Metadata(title="Mine")).title == "Mine", "options go first"
    assert count([tmp_path]) == 3


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[a", "cannot be read"),
        ('["a.txt"]\ntitel = "x"', "unknown key 'titel'"),
        ('["a.txt"]\ndate = "31 February"', "is not a date"),
        ('["a.txt"]\nlines = "yes"', "use true or false"),
        ('"a.txt" = 1', "expected a table"),
    ],
)
def test_a_metadata_file_with_a_mistake_refuses_what_it_describes(
    tmp_path: Path, toml: str, reason: str
) -> None:
    file(tmp_path, "metadata.toml", toml)
    refused = refusal(file(tmp_path, "a.txt", STORY))
    assert reason in refused.reason
    assert refused.payload == STORY.encode()


def test_one_id_cannot_name_two_articles(tmp_path: Path) -> None:
    path = file(tmp_path, "heads.txt", "One\nTwo\n")
    one, two = items(path, format="lines", metadata=Metadata(id="a"))
    assert isinstance(one, Loaded)
    assert isinstance(two, Refused)
    assert "can name one article" in two.reason
    assert json.loads(two.payload)["text"] == "Two"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (STORY.encode(), STORY),
        (b'\n{"text": "From JSON."}\n', "From JSON."),
        (
            b"<!DOCTYPE html><p>" + b"The mayor said the bridge was safe after a long inspection. " * 3,
            "The mayor",
        ),
    ],
)
def test_standard_input_is_told_by_how_it_begins(
    monkeypatch: pytest.MonkeyPatch, content: bytes, expected: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    read = article(Path("-"), Path("-"))
    assert read.text.startswith(expected)
    assert count([Path("-")]) is None


def test_a_format_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UnknownName, match=r"'pdf'.*text, markdown, html, jsonl, lines"):
        load([], Options(format="pdf"))


def test_loading_is_lazy(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", '{"id": "a", "text": "One."}\n' * 3)
    stream = load([path, tmp_path / "does-not-exist.txt"])
    assert isinstance(next(stream), Loaded)
    *_, last = stream
    assert isinstance(last, Refused)
    assert "No such file" in last.reason


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_json_line_written_by_us_is_read_back_as_the_same_article(text: str) -> None:
    if not text.strip():
        return
    written = Article("a", text, title="T", date="2025-12", url="https://news.example/a")
    from kb.sources.items import make_article  # noqa: PLC0415  the same
    from kb.sources.jsonl import parse  # noqa: PLC0415  beside its only use

    line = jsonl_line(written)
    assert line.count(b"\n") == 1
    assert make_article(parse(line, Options()), stem="x") == written
