"""Which period a page of tables is asked for."""

from typing import Any

from django import forms
from django.contrib import messages

from accounts.http import PortalRequest
from figures.tables.spans import Span, offered
from security import clock


class SpanForm(forms.Form):
    """Which month or quarter; or which of the last years, where there are tables of years."""

    period = forms.ChoiceField(label="哪一期")

    def __init__(self, *, span: Span, years: int = 0) -> None:
        super().__init__(initial={"period": span.key})
        period: Any = self.fields["period"]
        today = clock.today()
        whole = [Span.of_year(today.year - back) for back in range(years)]
        known = {one.key: one.label for one in [*whole, *offered(today)]} | {span.key: span.label}
        period.choices = list(known.items())


def span_asked(request: PortalRequest) -> Span:
    """The span of the address; the running quarter, with a word, where it makes no sense."""
    running = offered(clock.today())[0]
    try:
        return Span.parse(request.GET.get("period") or running.key)
    except ValueError as error:
        messages.error(request, str(error))
        return running
