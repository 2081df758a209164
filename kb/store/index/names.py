"""Where the index is, and which one it is."""

FILE = "index.sqlite"
VERSION = "1"
"""Another one means that the index is made anew."""
