"""The pages of the documentation, and the blocks of code in them.

`sh` and `python` blocks are run by the tests, page by page, from top to bottom, in a folder that has
`data/articles` and a store of the sample articles. A `text`, `json` or `turtle` block right below one is
what it prints; a line with … alone stands for any lines. `console` blocks hold what tests cannot run
(`make run` serves until it is stopped), one command a line after `$ `; `NOT_RUN` lists them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PARSER = MarkdownIt("commonmark").enable("table")
OUTPUTS = {"text", "json", "turtle"}
NOT_RUN = {
    "make run",
    "make test",
    "make setup",
    "make bench",
    "make docs",
    "make lock",
    "make format",
    "source .venv/bin/activate",
    "kb ui",
    "oxigraph serve --location db --bind 127.0.0.1:7878",
    "export KB_STORE=http://127.0.0.1:7878",
    "kb add data/articles",
    "dask scheduler --host 10.0.0.5",
    "dask worker tcp://10.0.0.5:8786 --nworkers 8 --nthreads 1",
    "kb add corpus.jsonl.gz --scheduler tcp://10.0.0.5:8786",
    "curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?a { ?a a schema:NewsArticle }' http://127.0.0.1:8502/sparql",
    "curl -G --data-urlencode 'query=DESCRIBE ?a { ?a a schema:NewsArticle }' http://127.0.0.1:8502/sparql",
    "export ONRECORD_CORPORA=../shared/corpora",
    "export PYTHONPATH=tests",
    ".venv/bin/python -m benchmarks.reading --reader trained --markdown",
    ".venv/bin/python -m benchmarks.reading --reader trained --outermost --figure docs/reliability.svg",
    ".venv/bin/python -m benchmarks.reading --reader trained --errors 30",
    ".venv/bin/python -m benchmarks.reading --predictions read.jsonl",
    ".venv/bin/python -m benchmarks.claimers --reader trained --examples",
    ".venv/bin/python -m benchmarks.stages --reader trained",
    ".venv/bin/pytest tests/docs",
    ".venv/bin/pytest tests/reading -n0 -k council",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its code, and what it prints where a block right below says so."""

    line: int
    language: str
    code: str
    output: str | None


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def tokens(page: Path) -> list[Token]:
    return PARSER.parse(page.read_text(encoding="utf-8"))


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order; an output belongs to the block above it."""
    found: list[Block] = []
    above: Token | None = None
    for token in tokens(page):
        if token.type == "fence" and token.map:
            if above and above.info in {"sh", "python"} and token.info in OUTPUTS:
                code = found.pop()
                found.append(Block(code.line, code.language, code.code, token.content))
            else:
                found.append(Block(token.map[0] + 1, token.info, token.content, None))
        above = token if token.type == "fence" else None
    return found


def anchors(page: Path) -> set[str]:
    """What `#…` can point to: the headings, as GitHub names them."""
    found = tokens(page)
    headings = [found[i + 1].content for i, token in enumerate(found) if token.type == "heading_open"]
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def targets(page: Path) -> list[str]:
    """Where the links and pictures of a page lead."""
    inside = [child for token in tokens(page) for child in token.children or []]
    return [
        str(t.attrs.get("href") or t.attrs.get("src")) for t in inside if t.type in {"link_open", "image"}
    ]
