"""A return and its way, made by the services."""

from progress import services
from progress.models import Return
from progress.services import Said

ITEMS = (
    {"label": "登记案件", "sort": "figure", "figure": "cases.reported"},
    {"label": "交办任务", "sort": "figure", "figure": "tasks.assigned"},
    {"label": "重点任务", "sort": "task"},
    {"label": "排查工地", "sort": "number", "measure": "个"},
    {"label": "投入资金", "sort": "number", "measure": "万元"},
    {"label": "下季度打算", "sort": "text"},
)


def asked(by):
    """The items of the catalogue, written by this user."""
    return [services.add_item(by=by, basis="测办〔2026〕1号", since="2020Q1", **given) for given in ITEMS]


class Reporting:
    """The way of one unit's return of one quarter."""

    ORDER = ("start", "submit", "accept", "lock")

    def __init__(self, clerk, colleague, member, chief, unit, quarter):
        self.clerk, self.colleague, self.member, self.chief = clerk, colleague, member, chief
        self.unit, self.quarter = unit, quarter

    @property
    def sheet(self):
        return Return.objects.select_related("unit").get(unit=self.unit, quarter=str(self.quarter))

    def row(self, label):
        return self.sheet.rows.get(label=label)

    def fill(self):
        """An answer to every row: what was given is right, or the same; the others get a value."""
        said = {row.pk: said_to(row) for row in self.sheet.rows.all() if row.is_asked}
        assert services.answer(self.sheet, said, by=self.member) == {}

    def do(self, move, by=None):
        makes = {"start": self.member, "submit": self.chief}.get(move, self.clerk)
        if move == "submit":
            self.fill()
        if move == "send_back":
            return services.send_back(self.sheet, {self.row("投入资金").pk: "单位不对"}, by=by or makes)
        return getattr(services, move)(self.sheet, by=by or makes)

    def to(self, state):
        """The return, as far as this state."""
        ways = {
            "draft": ["start"],
            "submitted": ["start", "submit"],
            "returned": ["start", "submit", "send_back"],
            "accepted": ["start", "submit", "accept"],
            "locked": ["start", "submit", "accept", "lock"],
        }
        for move in ways.get(state, []):
            self.do(move)
        return self.sheet


def said_to(row):
    if row.given and row.sort in ("figure", "task"):
        return Said("right")
    if row.given:
        return Said("same")
    return Said("changed", "7" if row.sort != "text" else "接着查", "新的")
