"""What needs a person first, rulings laid over machine records, and the two-person rule."""
