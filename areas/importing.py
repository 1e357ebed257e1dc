"""Bring the areas of a division table into the tree. What it lacks is listed, never deleted (CD-05)."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from areas.divisions import Division, Place, Problem, read_division
from areas.models import Area, inside, parent_code
from areas.reading import read_text
from areas.succession import Succession, succeed

BATCH = 2000


@dataclass
class AreaImport:
    """What an import did, for the summary."""

    counties: list[str] = field(default_factory=list)
    new: list[Area] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)  # code, old name, new name
    unchanged: int = 0
    above: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lacking: list[Area] = field(default_factory=list)  # in the table, not in the file
    stopped: list[Area] = field(default_factory=list)  # in the file, but stopped in the table
    doubtful: list[Place] = field(default_factory=list)  # pseudo by code, a real town by name
    succession: Succession | None = None

    @property
    def taken(self) -> int:
        return len(self.new) + len(self.renamed) + self.unchanged


@transaction.atomic
def import_areas(path: Path, *, encoding: str = "", replaces: str = "") -> AreaImport:
    """Take the file's counties, townships and villages; a second run changes nothing.

    `replaces` is the old six-digit code of the file's county: what stood under it is stopped today and
    pointed at what stands in its place. Raises FileUnreadable, or SuccessionImpossible; then nothing is
    written.
    """
    division = read_division(read_text(path, encoding))
    known = Area.objects.filter(inside({code[:6] for code in division.places}, "code")).in_bulk()
    refuse_orphans(division, known)
    result = AreaImport(above=[place.name for place in division.above.values()])
    for place in sorted(division.places.values(), key=lambda place: place.code):
        keep(place, known.get(place.code), result)
    Area.objects.bulk_create(result.new, batch_size=BATCH)
    Area.objects.bulk_update(
        [Area(code=code, name=name) for code, _, name in result.renamed], ["name"], batch_size=BATCH
    )
    result.problems = sorted(division.problems, key=lambda problem: problem.line)
    result.counties = [place.name for place in division.counties]
    result.doubtful = [place for place in division.places.values() if place.named_as_township]
    result.lacking = lacking(division, known)
    if replaces:
        result.succession = succeed(replaces, by={place.code for place in division.counties})
    return result


def refuse_orphans(division: Division, known: dict[str, Area]) -> None:
    """Refuse places whose parent is neither in the file nor in the table; the widest first."""
    for code in sorted(division.places, key=len):
        parent = parent_code(code)
        if parent and parent not in division.places and parent not in known:
            place = division.places.pop(code)
            division.refuse(place.line, f"上级 {parent} 不在文件里（或那一行有错），库里也没有。")


def keep(place: Place, old: Area | None, result: AreaImport) -> None:
    """Note what is to be done with the place. A county's own mark of what is pseudo is left as it is."""
    if old is None:
        result.new.append(Area(code=place.code, name=place.name, pseudo=place.pseudo))
        return
    if old.active_until:
        result.stopped.append(old)
    if old.name == place.name:
        result.unchanged += 1
    else:
        result.renamed.append((place.code, old.name, place.name))


def lacking(division: Division, known: dict[str, Area]) -> list[Area]:
    """Current areas of the file's counties, as far down as it goes, that none of its lines mentions."""
    counties = {place.code for place in division.counties}
    deepest = max(map(len, division.places), default=0)
    return [
        area
        for code, area in sorted(known.items())
        if code[:6] in counties
        and len(code) <= deepest
        and code not in division.mentioned
        and not area.active_until
    ]
