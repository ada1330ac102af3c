"""Register entries -> assets of the inventory, and an index to find them by what texts call them."""
