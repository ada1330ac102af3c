"""Document -> claims, statements, recordings: screen, parse and patterns, resolve, guards."""
