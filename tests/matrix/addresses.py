"""The addresses that there are, as the table writes them: "cases/<number>/"."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

SIGNS = re.compile(r"[\^$]|/\?")
GROUP = re.compile(r"\(\?P(<\w+>)(?:[^()\[\]]|\[[^\]]*\])*\)")  # of a regular expression
CONVERTER = re.compile(r"<(?!drf_)\w+:(\w+)>")


def known(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Each address of the URLconf, the nameless ones too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield plain(route)
        else:
            yield from known(pattern, route)


def plain(route: str) -> str:
    """A route without the kinds of its parts and without the signs of regular expressions."""
    route = SIGNS.sub("", route).replace(r"\.", ".")
    return CONVERTER.sub(r"<\1>", GROUP.sub(r"\1", route)) or "/"
