"""The dashboard: Streamlit renders (`views`), pure functions draw (`figures`), `data` asks the store."""
