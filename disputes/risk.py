"""The four colours of risk (MD-44): how bad it might become; no light of a limit has their shape. Pure."""

from dataclasses import dataclass

from django.db.models import Q

from disputes.dictionaries import Risk, Scale


@dataclass(frozen=True)
class Colour:
    """One of four, the first the gravest."""

    key: str
    label: str
    means: str


RED = Colour("red", "红色风险", "可能发生治安或刑事案件，已报告公安")
ORANGE = Colour("orange", "橙色风险", "可能激化，又是群体性的，或涉家庭暴力、未成年人")
YELLOW = Colour("yellow", "黄色风险", "可能激化")
BLUE = Colour("blue", "蓝色风险", "没有激化迹象")
COLOURS = (RED, ORANGE, YELLOW, BLUE)


def colour_of(risk: str, scale: str, *, tender: bool) -> Colour:
    """The colour of a dispute. `tender`: it is about violence at home, or about minors."""
    if risk == Risk.ACUTE:
        return RED
    if risk == Risk.POSSIBLE:
        return ORANGE if tender or scale != Scale.SINGLE else YELLOW
    return BLUE


def coloured(key: str) -> Q:
    """The matters whose dispute has this colour: the same rule as `colour_of`, for a list."""
    possible = Q(dispute__risk=Risk.POSSIBLE)
    tender = Q(dispute__violence=True) | Q(dispute__minors=True) | ~Q(dispute__scale=Scale.SINGLE)
    found = {
        RED.key: Q(dispute__risk=Risk.ACUTE),
        ORANGE.key: possible & tender,
        YELLOW.key: possible & ~tender,
        BLUE.key: Q(dispute__risk=Risk.NONE),
    }
    return found[key]
