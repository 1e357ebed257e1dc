"""Draws the tables of moves as the pages of docs/workflows.md: the same table that the code obeys."""

from collections.abc import Iterator

from casework.kinds import kinds
from casework.workflow import Move, Workflow, role_label

HEAD = """# 事项的流程

本页由 `manage.py draw_workflows` 从代码里的流程表画出来，不要手改；测试会核对它是否过期。
"""


def drawn() -> str:
    """The whole page: a diagram and a table for every kind of matter."""
    pages = (page(str(model._meta.verbose_name), model.workflow) for model in kinds().values())
    return "\n".join([HEAD, *pages])


def page(name: str, flow: Workflow) -> str:
    """One kind: its diagram, then each move with who may make it and which limits it meets and starts."""
    return "\n".join(
        [
            f"## {name}",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *diagram(flow),
            "```",
            "",
            "| 步骤 | 从 | 到 | 谁来做 | 等谁做 | 满足的期限 | 撤销的期限 | 英文名 |",
            "|---|---|---|---|---|---|---|---|",
            *(row(flow, move) for move in flow),
            "",
        ]
    )


def diagram(flow: Workflow) -> Iterator[str]:
    for status in flow.statuses:
        yield f"    {status.value}: {status.label}"
    yield f"    [*] --> {flow.initial}"
    for move in flow:
        for source in sorted(move.sources) if move.target else ():
            yield f"    {source} --> {move.target}: {move.label}"
    for closed in sorted(flow.closed):
        yield f"    {closed} --> [*]"


def row(flow: Workflow, move: Move) -> str:
    cells = [
        move.label,
        "、".join(flow.statuses(source).label for source in sorted(move.sources)),
        flow.statuses(move.target).label if move.target else "不变",
        who(move),
        people(move.turn) or "—",
        "、".join(move.meets) or "—",
        "、".join(move.drops) or "—",
        move.name,
    ]
    return f"| {' | '.join(cells)} |"


def who(move: Move) -> str:
    """Who makes it, and whether that is the unit's alone."""
    within = "（限承办单位或经办人）" if move.in_unit else ""
    above = f"；上面的{people(move.also)}" if move.also else ""
    itself = "；也会自己走" if move.itself else ""
    return people(move.roles) + within + above + itself


def people(roles: frozenset[str]) -> str:
    return "、".join(role_label(role) for role in sorted(roles))
