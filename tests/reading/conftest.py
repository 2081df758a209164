from collections.abc import Callable
from pathlib import Path

import pytest

from kb.model import Article, Reading
from kb.reading import Reader, load_reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader("rules")


@pytest.fixture
def read(reader: Reader) -> Callable[..., Reading]:
    """Reads a text that the test gives, as an article of its own."""

    def _read(text: str, date: str | None = None) -> Reading:
        return reader.read(Article("test", text, date=date))

    return _read


@pytest.fixture(scope="session")
def articles() -> Path:
    return Path(__file__).parent / "articles"
