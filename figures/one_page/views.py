from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from figures import display
from figures.forms import BoardForm, quarter_asked
from figures.one_page.asking import OnePage, areas_of, page_of
from figures.one_page.rules import RULES
from figures.periods import Quarter
from security import clock


@require_safe
def one_page(request: PortalRequest) -> HttpResponse:
    """One sheet for whoever leads the county or a township."""
    areas, code = areas_of(request.user), request.GET.get("area", "")
    subject = next((area for area in areas if not code or area.code == code), None)
    if subject is None:
        raise Http404("没有这一页，或者不归您看。")
    now = clock.now()
    running = Quarter.of(timezone.localdate(now))
    quarter = quarter_asked(request, running)
    found = page_of(request.user, subject, quarter, now)
    form = BoardForm(areas=areas, units=[], subject=subject, quarter=quarter, running=running)
    shown = {"sheet": found, "filters": form, "numbers": numbers_table(found), "rules": RULES}
    return render(request, "figures/one_page.html", shown)


def numbers_table(found: OnePage) -> dict[str, Any]:
    """The five numbers with how they changed, each with its pair."""
    columns = ["指标", "本季", "环比", "同比", "对照着看"]
    return {
        "title": "五个数",
        "columns": [{"label": label, "words": label in {"环比", "同比", "对照着看"}} for label in columns],
        "rows": [
            [
                {"text": display.name_of(one.line.now.figure)},
                {**display.number(one.line.now, "本季"), "note": one.note},
                display.changed(one.line.on_period, one.line.previous, "环比"),
                display.changed(one.line.on_year, one.line.year_before, "同比"),
                display.counter(one.pair),
            ]
            for one in found.numbers
        ],
    }
