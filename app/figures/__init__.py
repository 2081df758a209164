"""Pure functions: rows and readings -> HTML and charts. What comes from an article is escaped in `html`."""
