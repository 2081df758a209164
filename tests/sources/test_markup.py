"""Markdown and HTML become the words a reader sees. All text here is our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.model import Article
from kb.sources import Loaded, Refused, load

BODY = """
<p>The council of Lower Marsh voted on Tuesday to close the old bridge before the winter, after weeks of debate.</p>
<p>“We cannot wait,” said the mayor, Ada Finch, who has led the council since 2019 &amp; lives by the river.</p>
"""
WORDS = (
    "The council of Lower Marsh voted on Tuesday to close the old bridge before the winter, after weeks of debate."
    "\n\n“We cannot wait,” said the mayor, Ada Finch, who has led the council since 2019 & lives by the river."
)


def one(path: Path, content: str | bytes) -> Article | Refused:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [item] = load([path])
    return item.article if isinstance(item, Loaded) else item


def article(path: Path, content: str | bytes) -> Article:
    item = one(path, content)
    assert isinstance(item, Article), item
    return item


def test_markdown_keeps_paragraphs_and_loses_markup(tmp_path: Path) -> None:
    text = """# The *bridge* stays shut

The **council** [met](https://example.org) on
Monday.

> “We wait,” she said.

- One &amp; two
- `three`

<script>alert("x")</script>

```
code()
```
"""
    read = article(tmp_path / "a.md", text)
    assert read.title == "The bridge stays shut"
    assert read.text == "The council met on Monday.\n\n“We wait,” she said.\n\nOne & two\n\nthree"


def test_markdown_without_words_is_refused(tmp_path: Path) -> None:
    refused = one(tmp_path / "a.md", "# Only a heading\n\n<b></b>\n")
    assert isinstance(refused, Refused)


def test_a_page_gives_its_article_and_what_it_says_about_itself(tmp_path: Path) -> None:
    page = f"""<html lang="en"><head>
      <meta property="og:title" content="The bridge stays shut">
      <meta property="og:site_name" content="Marsh Post">
      <meta property="og:url" content="https://news.example/bridge">
      <meta name="author" content="Joan Reed">
      <meta property="article:published_time" content="2025-12-21T10:00:00Z">
      </head><body><nav><a href="/">Home</a></nav><article><h1>The bridge stays shut</h1>{BODY}</article>
      <footer>All rights reserved</footer></body></html>"""
    read = article(tmp_path / "a.html", page)
    assert read.text == WORDS
    assert (read.title, read.publisher, read.author) == ("The bridge stays shut", "Marsh Post", "Joan Reed")
    assert (read.date, read.url) == ("2025-12-21", "https://news.example/bridge")


def test_a_month_on_a_page_is_not_made_into_a_day(tmp_path: Path) -> None:
    page = f'<html><head><meta name="date" content="2025-12"></head><body><article>{BODY}</article></body></html>'
    assert article(tmp_path / "a.html", page).date is None


def test_scripts_never_survive(tmp_path: Path) -> None:
    page = f"""<html><head><title>T</title><script>document.write("The mayor said evil things today")</script>
      <style>p {{ color: red }}</style></head><body><article>{BODY}
      <script>alert("spoken")</script><p onclick="alert('clicked')">A councillor said the cost might rise again.</p>
      </article></body></html>"""
    text = article(tmp_path / "a.html", page).text
    assert text.endswith("A councillor said the cost might rise again.")
    assert not any(word in text for word in ("alert", "evil", "color", "onclick", "<"))


def test_a_fragment_of_a_page_will_do(tmp_path: Path) -> None:
    assert article(tmp_path / "a.html", BODY).text == WORDS


def test_escaped_markup_stays_text(tmp_path: Path) -> None:
    page = f"<html><body><article>{BODY}<p>She typed &lt;b&gt; and said it was a joke about old pages.</p></article>"
    assert "She typed <b> and said" in article(tmp_path / "a.html", page).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href=/>Home</a><a href=/b>News</a></nav></body></html>",
        "<html><body><ul><li>One</li></ul><footer>Copyright 2020 Post. All rights reserved.</footer></body></html>",
        "<html><head><title>T</title></head><body><script>var a = 'the mayor said that it was so';</script></body>",
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    refused = one(tmp_path / "a.html", page)
    assert isinstance(refused, Refused)
    assert "HTML without an article" in refused.reason
    assert refused.payload == page.encode()


def test_a_page_may_declare_its_encoding(tmp_path: Path) -> None:
    head = '<html><head><meta charset="iso-8859-1"></head><body><article>'
    page = f"{head}{BODY}</article></body></html>".encode("cp1252")
    assert article(tmp_path / "a.html", page).text == WORDS, "browsers read ISO 8859-1 as Windows 1252"
