"""The store at a realistic size, beside rdflib's graph in memory and a remote engine, in the same run."""
