"""One outlet, one page at a time: from a meeting's definition to the evidence found in each article."""
