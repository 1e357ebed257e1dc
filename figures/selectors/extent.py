"""What a board is about: all in an area, all of a unit, or everything."""

from dataclasses import dataclass

from django.db.models import Q

from areas.models import inside


@dataclass(frozen=True)
class Extent:
    """All matters, those in an area, or those of a unit."""

    area: str = ""
    unit: int | None = None

    @property
    def rows(self) -> Q:
        """The matters in it."""
        found = inside([self.area]) if self.area else Q()
        return found if self.unit is None else found & Q(unit=self.unit)

    @property
    def params(self) -> dict[str, str]:
        """What narrows a list to it."""
        found = {"area": self.area} if self.area else {}
        return found if self.unit is None else {**found, "unit": str(self.unit)}


EVERYTHING = Extent()
