"""Bytes -> text, or one clear line that says which byte does not fit."""

from __future__ import annotations

from kb.errors import SourceError

_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
}


def decode(payload: bytes, encoding: str | None = None) -> str:
    """The text of `payload`, newlines as they are, a byte order mark left out. Raises SourceError."""
    for signature, kind in _SIGNATURES.items():
        if payload.startswith(signature):
            raise SourceError(f"It is {kind}, not text: save the article as text, Markdown or HTML first.")
    try:
        text = payload.decode(encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(_not_that(payload, encoding or "UTF-8", error)) from error
    except (LookupError, UnicodeError) as error:
        raise SourceError(
            f"There is no text encoding {encoding!r}: use one such as utf-8 or cp1252."
        ) from error
    if "\0" in text:
        raise SourceError(
            f"It has a NUL byte at offset {payload.index(0):,}, so it is not text, or not in"
            f" {encoding or 'UTF-8'}: if it is text, name its encoding, such as --encoding utf-16."
        )
    return text.removeprefix("\ufeff")


def _not_that(payload: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    return (
        f"It is not {encoding} text: byte 0x{payload[error.start]:02x} at offset {error.start:,} does not"
        " fit. Name its encoding, such as --encoding cp1252."
    )
