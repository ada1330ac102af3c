"""Where a workspace keeps its records, files and ledger. The only room that knows SQL."""
