"""The evidence bundle: what a zip holds so that anybody can check it, and the program that checks it."""
