"""The invented sentences of the demo, by main category."""

from demo.texts import (
    care,
    disputes,
    environment,
    facilities,
    livelihood,
    market,
    opinion,
    order,
    other,
    safety,
    sudden,
)
from demo.texts.theme import Theme

THEMES: tuple[Theme, ...] = (
    *disputes.THEMES,
    *order.THEMES,
    *safety.THEMES,
    *environment.THEMES,
    *facilities.THEMES,
    *market.THEMES,
    *livelihood.THEMES,
    *care.THEMES,
    *opinion.THEMES,
    *sudden.THEMES,
    *other.THEMES,
)
