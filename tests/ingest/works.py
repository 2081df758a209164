"""Work for `kb.pool`, in a module of its own, as workers import it. Texts of articles are ours."""

from __future__ import annotations

import os
import signal
import sys
import time

from kb.errors import SourceError
from kb.model import Article


def shout(article: Article) -> str:
    """The text in capitals, done sooner the later it stands in the batch; "bad" is refused, "kill" kills."""
    if "bad" in article.text:
        raise SourceError(f"{article.id} is bad.")
    if "kill" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in article.text:
        sys.exit(4)
    time.sleep(0.02 / (1 + int(article.id.removeprefix("a"))))
    return article.text.upper()


def process(_: Article) -> tuple[int, str | None]:
    """Which process worked, and how many threads it allows numpy."""
    time.sleep(0.1)  # long enough for every worker to get some
    return os.getpid(), os.environ.get("OPENBLAS_NUM_THREADS")


def linger(article: Article) -> str:
    """At once for the first article, and for any other far too long."""
    if article.id != "a0":
        time.sleep(60)
    return "first"


class Unloadable:
    """Work that is sent well and cannot be taken."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return sys.exit, (4,)

    def __call__(self, _: Article) -> None:
        """Nothing."""
