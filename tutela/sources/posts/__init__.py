"""Posts of social media, as their platforms and the tools that fetch them write them -> captured items."""

from tutela.sources.posts.reader import holds_posts, read_posts

__all__ = ["holds_posts", "read_posts"]
