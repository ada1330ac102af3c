"""What things are: records and their rules. Imports nothing of Tutela outside this room."""
