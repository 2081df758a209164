"""Triples in the order in which people read them, sorted outside memory where they are many.

A triple is a line of N-Triples, with a tab behind the subject of an rdf:type and a space behind any other. So
the order of the lines, as bytes, keeps a subject together and begins with its class; and they still are
N-Triples.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import Triple

from kb.vocab import RDF

AT_ONCE = 32_000_000
"""Bytes of lines that are held and sorted in memory."""

_RUNS = 64
"""Sorted files that are open at a time; a process may not open many more."""

_TYPE = str(RDF.type).encode()


def line(triple: Triple) -> bytes:
    gap = "\t" if triple.predicate == RDF.type else " "
    return f"{triple.subject}{gap}{triple.predicate} {triple.object} .\n".encode()


def with_class_first(ntriples: bytes) -> bytes:
    """A line of N-Triples, so that it sorts as one of `line`."""
    subject, predicate, rest = ntriples.split(b" ", 2)
    return b"%b\t%b %b" % (subject, predicate, rest) if predicate == _TYPE else ntriples


def sorted_lines(lines: Iterable[bytes], folder: Path | None = None) -> Iterator[bytes]:
    """The lines, each with its end, in the order of their bytes. What memory does not take lies in `folder`.

    None is the system's folder for temporary files.
    """
    with ExitStack() as held:
        runs: list[Iterable[bytes]] = []
        some: list[bytes] = []
        size = 0
        for one in lines:
            some.append(one)
            size += len(one)
            if size > AT_ONCE:
                runs.append(_kept(sorted(some), folder, held))
                some, size = [], 0
            if len(runs) == _RUNS:
                merged = ExitStack()
                runs = [_kept(heapq.merge(*runs), folder, merged)]
                held.close()
                held.push(merged)
        some.sort()
        yield from heapq.merge(*runs, some) if runs else some


def _kept(lines: Iterable[bytes], folder: Path | None, held: ExitStack) -> IO[bytes]:
    file = held.enter_context(TemporaryFile(dir=folder))  # noqa: SIM115  that closes it
    file.writelines(lines)
    file.seek(0)
    return file
