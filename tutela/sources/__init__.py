"""From files to records: publications become documents, registers become entries, publishers are known by name."""
