"""A county that was given a new code: its old areas stop and point at the new ones (CD-05)."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from areas.models import Area, parent_code, short_name
from security import clock


class SuccessionImpossible(ValueError):
    """The old county cannot be replaced by this file; the message says why."""


@dataclass
class Succession:
    """Which old areas were stopped, and which found nothing that stands in their place."""

    old: str
    replaced: list[Area] = field(default_factory=list)
    unmatched: list[Area] = field(default_factory=list)
    grids: int = 0  # still under old codes: to be drawn anew


def succeed(old: str, *, by: set[str]) -> Succession:
    """Stop the areas under the old county's code today, each replaced by the area in its place.

    In its place stands: the area of the same name under the place of its parent, or else the one with
    the same last digits. What has neither stays as it is. Run twice, it finds nothing more to do.
    Raises SuccessionImpossible.
    """
    new = new_county(old, by)
    standing = Area.objects.below(old).current()
    successors = Successors(old, new, Area.objects.below(new).current())
    result = Succession(old, grids=standing.filter(code__regex=r"^\d{15}$").count())
    for area in standing.exclude(code__regex=r"^\d{15}$"):
        if successor := successors.of(area):
            area.active_until, area.replaced_by = clock.today(), successor
            result.replaced.append(area)
        else:
            result.unmatched.append(area)
    Area.objects.bulk_update(result.replaced, ["active_until", "replaced_by"], batch_size=2000)
    return result


def new_county(old: str, by: set[str]) -> str:
    """The code of the county that stands in the old one's place."""
    if not Area.objects.filter(code=old).exists() or len(old) != Area.Level.COUNTY:
        raise SuccessionImpossible(f"库里没有代码是“{old}”的县。请核对 --replaces 后面的 6 位代码。")
    if len(by) != 1:
        raise SuccessionImpossible(f"文件里要正好有一个县才能接替 {old}，现在有 {len(by)} 个。")
    [new] = by
    if new == old:
        raise SuccessionImpossible(f"文件里的县就是 {old}，不能自己接替自己。请核对 --replaces。")
    return new


class Successors:
    """Finds what stands in an old area's place."""

    def __init__(self, old: str, new: str, areas: QuerySet[Area]) -> None:
        self.by_code = {area.code: area for area in areas if len(area.code) <= Area.Level.VILLAGE}
        self.by_name = {named(area): area for area in self.by_code.values()}
        before = Area.objects.below(old)
        self.old_names = {named(area) for area in before}
        replaced = before.exclude(replaced_by=None).values_list("code", "replaced_by")
        self.places = {code: heir for code, heir in replaced if heir} | {old: new}  # old code -> new code

    def of(self, area: Area) -> Area | None:
        """The area in the place of this one; its parent must have been asked before (codes in order)."""
        if area.code in self.places:
            return self.by_code.get(self.places[area.code])
        parent = self.places.get(parent_code(area.code), "")
        if not parent:
            return None
        found = self.by_name.get((parent, short_name(area.name))) or self.same_digits(area, parent)
        if found:
            self.places[area.code] = found.code
        return found

    def same_digits(self, area: Area, parent: str) -> Area | None:
        """The area with the same last digits, unless it bears the name of another old area beside this."""
        found = self.by_code.get(parent + area.code[-3:])
        if found and (parent_code(area.code), short_name(found.name)) in self.old_names:
            return None
        return found


def named(area: Area) -> tuple[str, str]:
    """The code around the area, and its name without the office behind it."""
    return parent_code(area.code), short_name(area.name)
