"""The dashboard's frame: `kb ui` runs this file with Streamlit."""

from pathlib import Path

import streamlit as st

from app.figures.report import problem
from app.views import actors, add, articles, events, overview, quality, search, sparql, statements
from kb.errors import OnRecordError

HERE = Path(__file__).parent

st.set_page_config(
    page_title="On Record", page_icon=str(HERE / "icon.svg"), layout="wide", initial_sidebar_state=240
)
st.logo(HERE / "icon.svg", size="large")
st.html(HERE / "style.css")
page = st.navigation(
    {
        "": [
            st.Page(overview.render, title="Overview", url_path="overview", default=True),
            st.Page(search.render, title="Search", url_path="search"),
            st.Page(articles.render, title="Articles", url_path="articles"),
            st.Page(actors.render, title="Actors", url_path="actors"),
            st.Page(statements.render, title="Statements", url_path="statements"),
            st.Page(events.render, title="Events", url_path="events"),
        ],
        "Work": [
            st.Page(add.render, title="Add an article", url_path="add"),
            st.Page(sparql.render, title="SPARQL", url_path="sparql"),
            st.Page(quality.render, title="Data quality", url_path="quality"),
        ],
    }
)
try:
    page.run()
except OnRecordError as error:
    st.html(problem(error))
