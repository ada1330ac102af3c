"""Linking and gathering a workspace: all of it, or what changed since it was gathered last."""
