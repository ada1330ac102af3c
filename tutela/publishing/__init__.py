"""Publishing: case file -> one gate -> dossier, tables and map layers. What the gate withholds, no output can show."""
