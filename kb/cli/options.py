"""Options that several commands take."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kb import resources
from kb.base import KnowledgeBase
from kb.errors import MetadataError
from kb.reading import DEFAULT_READER, READERS, load_reader
from kb.sources import FORMATS, MAX_CHARS, SPACY_LIMIT, Metadata, Options

Command = TypeVar("Command", bound=Callable[..., Any])

_METADATA = {
    "id": "Id of the article, the tail of its IRI.",
    "title": "Headline of the article.",
    "date": "When it was published: YYYY, YYYY-MM, YYYY-MM-DD or a moment.",
    "publisher": "Who published it.",
    "author": "Who wrote it.",
    "url": "Its web address.",
    "language": "Its language, as a tag such as en-GB.",
}


def with_base(command: Command) -> Command:
    """Give the command `--store`, and the knowledge base as its first argument."""

    @click.option(
        "--store",
        metavar="PATH|URL",
        envvar="KB_STORE",
        show_envvar=True,
        help="Folder of the store, or address of a SPARQL endpoint.  "
        f"[default: {_short(resources.default_store())}]",
    )
    @wraps(command)
    def with_store(*args: Any, store: str | None, **kwargs: Any) -> Any:
        return command(KnowledgeBase(store), *args, **kwargs)

    return with_store  # type: ignore[return-value]  # the same but for its options


def with_input(command: Command) -> Command:
    """Give the command PATH… and what says how to load it, as `paths` and `options`."""

    @click.argument(
        "paths",
        nargs=-1,
        required=True,
        metavar="PATH...",
        type=click.Path(exists=True, allow_dash=True, path_type=Path),
    )
    @click.option("--lines", is_flag=True, help="Each line is an article of its own: a headline.")
    @click.option(
        "--from",
        "source",
        type=click.Choice(list(FORMATS)),
        help="Format of the input, where its name or beginning does not tell.",
    )
    @click.option(
        "--encoding", callback=_encoding, help="Of text that is not UTF-8, such as cp1252 or utf-16."
    )
    @click.option(
        "--max-chars",
        type=click.IntRange(1, SPACY_LIMIT),
        default=MAX_CHARS,
        show_default=True,
        help="Refuse an article with more characters.",
    )
    @_with_metadata
    @wraps(command)
    def with_options(
        *args: Any, lines: bool, source: str | None, encoding: str | None, max_chars: int, **kwargs: Any
    ) -> Any:
        known = {name: kwargs.pop(name) for name in _METADATA}
        try:
            metadata = Metadata.of(known)
        except MetadataError as error:
            raise click.UsageError(str(error)) from error
        format = "lines" if lines else source
        return command(*args, options=Options(metadata, format, encoding, max_chars), **kwargs)

    return with_options  # type: ignore[return-value]  # the same but for its options


def with_reader(command: Command) -> Command:
    """Give the command the loaded `reader`, and `jobs`, None where it is not given."""

    @click.option(
        "--reader",
        "name",
        type=click.Choice(sorted(READERS)),
        default=DEFAULT_READER,
        envvar="KB_READER",
        show_default=True,
        show_envvar=True,
        help="What finds the statements: a trained model, or rules, which find fewer and say not how sure.",
    )
    @click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Leave out statements less probable than this to be right: 0.8 for fewer and surer ones.  "
        "[default: where most are found for those that are wrong]",
    )
    @click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes that read side by side.  [default: one a processor core, and 1 for standard input]",
    )
    @wraps(command)
    def with_loaded(*args: Any, name: str, min_confidence: float | None, **kwargs: Any) -> Any:
        return command(*args, reader=load_reader(name, min_confidence), **kwargs)

    return with_loaded  # type: ignore[return-value]  # the same but for its options


def _with_metadata(command: Command) -> Command:
    for name, help in reversed(_METADATA.items()):
        command = click.option(f"--{name}", help=help)(command)
    return command


def _encoding(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            codecs.lookup(value)
    except LookupError:
        raise click.BadParameter(
            f"there is no encoding {value!r}: use one such as cp1252 or utf-16.", ctx, parameter
        ) from None
    return value


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
