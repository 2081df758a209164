"""The pages, one a file, each a function `render`."""
