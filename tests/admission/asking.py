"""A request for data and its way, made by the services."""

from datetime import date
from decimal import Decimal

from admission import services
from admission.models import Request
from admission.selectors import lines_of
from admission.services.drafting import Said
from security import clock

GIVEN = {
    "title": "欠薪隐患摸底",
    "purpose": "排查欠薪隐患",
    "basis": "测办〔2026〕3号",
    "rhythm": "once",
    "minutes": Decimal(3),
    "until": date(2099, 12, 31),
}


class Asking:
    """Who asks, who is asked, who decides; and a request as far as a state."""

    def __init__(self, **people):
        self.__dict__.update(people)

    def draft(self, *columns, by=None, unit=None, units=None, **given):
        given = GIVEN | {"since": clock.today()} | given
        units = self.units if units is None else units
        by, unit = by or self.member, unit or self.bureau
        return services.draft(by=by, unit=unit, columns=columns, units=units, **given)

    def settle(self, request, by=None, **chosen):
        """The first candidate of each column; by name, another; where there is none, it is asked."""
        said = {}
        for line in lines_of(request, by or self.member):
            likely = line.likely[0].choice if line.likely else "asked"
            choice = chosen.get(line.column.name, likely)
            said[line.column.pk] = Said(choice, "口径不一样" if choice == "asked" and line.likely else "")
        return services.settle(request, said, by=by or self.member)

    def submitted(self, *columns, **given):
        request = self.draft(*(columns or ("工地数", "欠薪人次")), **given)
        assert self.settle(request) == {}
        return services.press(request, "submit", by=self.member)

    def admitted(self, *columns, **given):
        return services.press(self.submitted(*columns, **given), "approve", by=self.clerk)

    def again(self, request):
        return Request.objects.get(pk=request.pk)

    def fill(self, request, unit=0, by=None, **values):
        """A value to each column that is asked; 7 where nothing is said."""
        given = {one.pk: values.get(one.name, "7") for one in request.columns.filter(answer="asked")}
        return services.fill(request, self.units[unit], given, by=by or (self.other, self.third)[unit])
