"""A scheme's indicators as a tree: what is wrong with it, and what a unit's points come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from assessment.scoring.amounts import Wrong, plain
from assessment.scoring.given import Outcome
from assessment.scoring.reading import rule_of

NOUGHT = Fraction(0)


@dataclass(frozen=True)
class Node:
    """A heading, or an indicator that is scored. `extra`: a bonus or deduction outside the full marks."""

    code: str
    name: str
    full: Fraction
    kind: str = ""  # none is a heading
    rule: str = ""
    parent: str = ""
    extra: bool = False


@dataclass
class Total:
    """What a unit has. It is whole where nothing is missing; else `points` is what is known so far."""

    points: Fraction = NOUGHT
    deducted: Fraction = NOUGHT
    missing: list[str] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.missing


def counts(node: Node) -> bool:
    """Does it belong to the full marks?"""
    return not node.extra and node.kind != "veto"


def problems(nodes: Sequence[Node], declared: Fraction) -> list[str]:
    """All that keeps a scheme from being adopted, each as a sentence that says how to mend it."""
    codes = [node.code for node in nodes]
    found = [
        f"编号 {code} 用了不止一次，换一个。" for code in sorted({c for c in codes if codes.count(c) > 1})
    ]
    for node in nodes:
        found += [f"{node.code} {node.name}：{why}" for why in problems_of(node, nodes)]
    top = sum((node.full for node in nodes if not node.parent and counts(node)), NOUGHT)
    if top != declared:
        off = f"多 {plain(top - declared)}" if top > declared else f"少 {plain(declared - top)}"
        found.append(f"各项分值合计 {plain(top)}，满分是 {plain(declared)}，{off}。改分值或者改满分。")
    return found


def problems_of(node: Node, nodes: Sequence[Node]) -> list[str]:
    parts = [one for one in nodes if one.parent == node.code]
    if node.parent and node.parent not in {one.code for one in nodes if not one.kind}:
        return [f"上级 {node.parent} 不是这一组的标题，核对编号。"]
    if not node.kind:
        whole = sum((one.full for one in parts if counts(one)), NOUGHT)
        if not parts:
            return ["这个标题下面没有指标。"]
        return (
            []
            if whole == node.full
            else [f"标题写 {plain(node.full)} 分，下面合计 {plain(whole)} 分，改成一样。"]
        )
    if parts:
        return ["它要计分，下面不能再有指标。"]
    try:
        return rule_of(node.kind, node.rule).problems(node.full)
    except Wrong as error:
        return [str(error)]


def total_of(nodes: Iterable[Node], outcomes: Mapping[str, Outcome]) -> Total:
    """The points of all that is scored. What is not known is named, never taken for nought."""
    found = Total()
    for node in nodes:
        if not node.kind:
            continue
        outcome = outcomes.get(node.code, Outcome(None, "", "还没有数"))
        if outcome.points is None:
            found.missing.append(f"{node.name}：{outcome.missing}")
        elif node.kind == "veto":
            found.barred += [f"{node.name}：{outcome.formula}"] if "建议" in outcome.formula else []
        else:
            found.points += outcome.points
            short = node.full - outcome.points if counts(node) else -outcome.points
            found.deducted += max(NOUGHT, short)
    return found
