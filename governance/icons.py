"""The drawings of static/icons.svg in a page: `{% icon "warning" %}`, known to every template.

A tag, not an include: a list draws hundreds, and an include costs each a context of its own.
"""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@cache
def drawn(sheet: str, name: str) -> str:
    """This drawing of this sheet, decoration only."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sheet, name
    )


@register.simple_tag
def icon(name: str, kind: str = "") -> str:
    """The drawing of this name; with a kind, of that name among the kind's: `light-late`."""
    return drawn(static("icons.svg"), f"{kind}-{name}" if kind else name)


@register.simple_tag
def light(state: str, words: str) -> str:
    """How a matter stands in time: a state of `casework.lights`, and in words."""
    return format_html(
        '<span class="light light-{}">{}<span>{}</span></span>', state, icon(state, "light"), words
    )
