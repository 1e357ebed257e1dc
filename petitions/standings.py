"""How open petitions stand now: what the leader's one page and the list of petitions ask."""

from casework.figures import Standing, declare_standings, due_soon, overdue

declare_standings(
    [
        Standing("overdue", "超期", "petition", "最近一个期限已过、还没办完的。", overdue, tone="late"),
        Standing("soon", "3 个工作日内到期", "petition", "最近一个期限在今后 3 个工作日内的。", due_soon),
    ]
)
