"""Statements along time: one mark each, its shape and color by form; those of a day stand on each other."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from app.figures.rows import Row

COLOURS = {"direct": "#0e8a78", "mixed": "#9b5fc0", "indirect": "#b7791f"}
"""Of the forms: readable on the light and the dark background."""

_HIGH = 8
"""Statements of a day that stand on each other without touching."""

_SHAPES = ("circle", "diamond", "square")


def timeline(rows: Sequence[Row]) -> alt.Chart | None:
    """Statements by when they were said, or published where that is not known.

    A date that is a year or a month stands at its beginning, and is told as it is known. None where fewer
    than two dates are known: then there is nothing to see along time.
    """
    dated = [
        {"when": when, "form": row["form"], "statement": row["text"]}
        for row in rows
        if (when := row["said_at"] or row["published"])
    ]
    frame = pd.DataFrame(dated, columns=["when", "form", "statement"])
    frame["date"] = pd.to_datetime(frame["when"].str[:10], format="ISO8601", errors="coerce")
    frame = frame.dropna(subset="date")
    if frame["date"].nunique() < 2:
        return None
    frame["place"] = frame.sort_values("form", kind="stable").groupby("date").cumcount()
    forms = list(COLOURS)
    chart: alt.Chart = (
        alt.Chart(frame, height=110)
        .mark_point(filled=True, size=60, opacity=0.8)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%-d %b %Y", tickCount=4, labelOverlap=True)),
            y=alt.Y(
                "place:Q", axis=None, scale=alt.Scale(domain=[-0.5, max(frame["place"].max() + 0.5, _HIGH)])
            ),
            color=alt.Color(
                "form:N", title=None, scale=alt.Scale(domain=forms, range=list(COLOURS.values()))
            ),
            shape=alt.Shape("form:N", title=None, scale=alt.Scale(domain=forms, range=list(_SHAPES))),
            tooltip=["when:N", "form:N", "statement:N"],
        )
    )
    return chart
