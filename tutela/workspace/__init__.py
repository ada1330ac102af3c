"""The library's front door: one investigation, read, ruled on and verified."""
