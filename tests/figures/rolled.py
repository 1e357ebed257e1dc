"""What the roll-up wrote, read back by hand: plain rows and Python sums, not the product's own reading."""

from casework.figures import figures
from figures.layout import layout
from figures.models import FigureNumbers


def stored(month, sort="month"):
    """Every row of the month, in order."""
    rows = FigureNumbers.objects.filter(start=month, sort=sort)
    rows = rows.order_by("cut", "branch", "area", "unit", "apart")
    return list(rows.values_list("cut", "branch", "area", "unit", "apart", "numbers"))


def totals(month, cut="unit", sort="month"):
    """What each figure that is not nothing comes to in the month: n, hits, and the total in its unit."""
    sums = {}
    for branch in layout().branches:
        rows = FigureNumbers.objects.filter(start=month, sort=sort, cut=cut, branch=branch.number)
        for numbers in rows.values_list("numbers", flat=True):
            for place, figure in enumerate(branch.figures):
                got = sums.setdefault(figure.key, [0, 0, 0, 0])
                for part in range(4):
                    got[part] += numbers[place * 4 + part]
    return {key: (n, hits, figures()[key].amount(total)) for key, (n, hits, total, _) in sums.items() if n}


def reported(month):
    return totals(month).get("cases.reported", (0, 0, 0))[0]
