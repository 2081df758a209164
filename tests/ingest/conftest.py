from __future__ import annotations

import pytest


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers for any article at all, so that tests of them need not read a book."""
    monkeypatch.setattr("kb.pool.ENOUGH", 1)
