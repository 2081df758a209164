from collections.abc import Callable
from pathlib import Path

import pytest

from kb.model import Article, Reading
from kb.reading import Reader, load_reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The default one."""
    return load_reader()


@pytest.fixture(scope="session")
def by_rules() -> Reader:
    """The one of which a test can say what it does with every word."""
    return load_reader("rules")


@pytest.fixture
def read(by_rules: Reader) -> Callable[..., Reading]:
    """Reads a text that the test gives, by rules, as an article of its own."""

    def _read(text: str, date: str | None = None) -> Reading:
        return by_rules.read(Article("test", text, date=date))

    return _read


@pytest.fixture(scope="session")
def articles() -> Path:
    return Path(__file__).parent / "articles"
