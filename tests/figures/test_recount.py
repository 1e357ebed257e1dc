"""Every figure, live and rolled up, is what plain SQL counts from its definition."""

from casework.figures import Period, figures
from casework.models import Matter
from figures.layout import layout
from figures.periods import Quarter, month_period
from figures.selectors import Question, ask
from tests.figures.recount import KINDS, recount
from tests.figures.rolled import totals

MEDIANS = {"cases.in_hand"}


def test_each_figure_has_its_own_sql():
    declared = {f"{kind}.{key}" for kind, (_, entries) in KINDS.items() for key in entries}
    assert declared | MEDIANS == set(figures())
    assert len(figures()) >= 60


def check_against_sql(months):
    """Each of these months, quarters and years against plain SQL; which figures counted anything."""
    seen = set()
    for month in months:
        seen |= alike(month_period(month), totals(month), totals(month, cut="area"))
    for quarter in sorted({Quarter.of(month) for month in months}):
        seen |= wider(quarter.period, totals(quarter.period.start, sort="quarter"))
    for year in sorted({month.year for month in months}):
        period = Period(
            months[0].replace(year=year, month=1, day=1), months[0].replace(year=year + 1, month=1, day=1)
        )
        seen |= wider(period, totals(period.start, sort="year"))
    return seen


def wider(period, rolled):
    """What months do not make has its own numbers; the rest has none, and is counted live here."""
    apart = {
        figure.key for branch in layout().branches if not branch.months_add_up for figure in branch.figures
    }
    assert rolled.keys() <= apart
    return alike(period, rolled, only=apart)


def alike(period, *rolled, only=frozenset()):
    wanted = {key: numbers for key, numbers in recount(period).items() if not only or key in only}
    counted = {key: (n, hits, figures()[key].amount(total)) for key, (n, hits, total) in wanted.items() if n}
    for one in rolled:
        assert one == counted, period
    asked = [figures()[key] for key in wanted]
    [answers] = ask(Matter.objects.all(), [Question(asked, (period,))])
    live = {one.figure.key: (one.n, one.hits, one.total or 0.0) for one in answers if one.n}
    assert live == counted, period
    return set(counted)
