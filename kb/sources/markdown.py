"""Markdown -> plain text: paragraphs stay paragraphs, markup goes, a first heading is the title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.sources.decoding import decode
from kb.sources.items import Document, Options
from kb.sources.metadata import Metadata

_PARSER = MarkdownIt("commonmark")


def parse(payload: bytes, options: Options) -> Document:
    """The words of a Markdown document; code blocks and raw HTML are left out. Raises SourceError."""
    tokens = _PARSER.parse(decode(payload, options.encoding))
    blocks = [_words(token.children or ()).strip() for token in tokens if token.type == "inline"]
    if tokens and tokens[0].tag == "h1":
        return Document(_paragraphs(blocks[1:]), Metadata(title=blocks[0] or None))
    return Document(_paragraphs(blocks))


def _paragraphs(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _words(tokens: Iterable[Token]) -> str:
    return "".join(_pieces(tokens))


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
