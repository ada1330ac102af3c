"""Captures: files, web pages, archives and posts -> items with everything that came in with them."""
