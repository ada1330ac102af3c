"""The pages' templates: escaped, strict about what is missing, and found in one place."""

import functools
from collections.abc import Callable, Iterable
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def page_environment(words: Iterable[Callable[..., object]]) -> Environment:
    """An environment for pages whose templates may call these functions by their names."""
    environment = Environment(
        loader=PackageLoader("tutela.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = css_string
    environment.globals.update({function.__name__: function for function in words})
    return environment


@functools.cache
def template_file(name: str) -> str:
    """What stands in a file beside the templates."""
    return resources.files("tutela.publishing").joinpath("templates", name).read_text("utf-8")


def css_string(text: str) -> Markup:
    """The text as a string of a style sheet, every character by its number, so that none can end it."""
    return Markup('"' + "".join(f"\\{ord(letter):06x}" for letter in text) + '"')
