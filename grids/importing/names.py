"""What a row names (a place, a category, a source, a unit) found in our tables, or planned to be made.

Nothing is written here: what is planned is a list of unsaved rows, so a dry run has nothing to undo.
"""

from collections import defaultdict
from difflib import get_close_matches

from accounts.models import Unit
from areas.models import Area
from grids.importing.cells import CellProblem, area_code_of
from grids.models import Category, Source

FIRST_OWN, LAST_OWN, LAST = 501, 898, 999  # numbers of imported categories; see grids/catalogue.py
LEVELS = 4


def longest(model: type, field: str) -> int:
    """How many characters a name may have."""
    return int(model._meta.get_field(field).max_length)  # type: ignore[attr-defined]


def too_long(name: str, most: int) -> None:
    if len(name) > most:
        raise CellProblem(f"“{name[:20]}…”有 {len(name)} 个字，最多 {most} 个字")


def nearest(name: str, names: list[str]) -> str:
    """A question after the name that was probably meant; "" where none is near."""
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    return f"，是不是“{near[0]}”" if near else ""


class Places:
    """The area tree by code. Areas that were stopped still take old cases (CD-05)."""

    def __init__(self) -> None:
        self.names = dict(Area.objects.values_list("code", "name"))

    def find(self, text: str) -> str:
        """The code of the area. Raises CellProblem."""
        code = area_code_of(text)
        if code in self.names:
            return code
        around = next((code[:end] for end in (12, 9, 6) if end < len(code) and code[:end] in self.names), "")
        hint = f"库里有它的上级 {around} {self.names[around]}" if around else "这个县还没有导入区划"
        raise CellProblem(f"库里没有区划 {code}，{hint}；先导入区划表，或改代码")


class Categories:
    """The tree of categories by the path of names that leads to each."""

    def __init__(self, *, create: bool) -> None:
        self.create = create
        self.planned: list[Category] = []
        self.children: dict[str, dict[str, Category]] = defaultdict(dict)  # parent code -> name -> category
        self.codes: set[str] = set()
        self.named: dict[str, list[Category]] = defaultdict(list)
        for category in Category.objects.all():
            self.keep(category)

    def keep(self, category: Category) -> None:
        self.children[category.code[:-3]].setdefault(category.name, category)
        self.named[category.name].append(category)
        self.codes.add(category.code)

    def find(self, path: list[str]) -> Category:
        """The category at the end of the path, wide to narrow; planned where it may be. Raises CellProblem.

        A path of one name that is no top category may also be the only category of that name deeper down.
        """
        if len(path) == 1 and path[0] not in self.children[""] and len(self.named.get(path[0], [])) == 1:
            return self.named[path[0]][0]
        parent = ""
        for name in path:
            found = self.children[parent].get(name) or self.make(parent, name)
            parent = found.code
        return found

    def make(self, parent: str, name: str) -> Category:
        """Plan the category. Raises CellProblem where none may be made, or the level is full."""
        if not self.create:
            known = list(self.named) if not parent else list(self.children[parent])
            raise CellProblem(f"没有类别“{name}”{nearest(name, known)}")
        too_long(name, longest(Category, "name"))
        if len(parent) >= 3 * LEVELS:
            raise CellProblem(f"类别最多 {LEVELS} 级")
        category = Category(code=self.free_code(parent), name=name)
        self.planned.append(category)
        self.keep(category)
        return category

    def free_code(self, parent: str) -> str:
        """The next number of a county's own, or any that is free."""
        for number in (*range(FIRST_OWN, LAST_OWN + 1), *range(1, LAST)):
            if (code := f"{parent}{number:03}") not in self.codes:
                return code
        raise CellProblem("这一级类别已满 999 个")


class Sources:
    """How cases come in, by name."""

    def __init__(self, *, create: bool) -> None:
        self.create = create
        self.planned: list[Source] = []
        self.known = {source.name: source for source in Source.objects.all()}

    def find(self, name: str) -> Source:
        """The source of this name, planned where it may be. Raises CellProblem."""
        if name not in self.known:
            if not self.create:
                raise CellProblem(f"没有来源“{name}”{nearest(name, list(self.known))}")
            too_long(name, longest(Source, "name"))
            self.known[name] = Source(name=name)
            self.planned.append(self.known[name])
        return self.known[name]


class Units:
    """Units by name; of several with one name, the one that serves the area most closely."""

    def __init__(self, *, create: bool) -> None:
        self.create = create
        self.planned: list[Unit] = []
        self.known: dict[str, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.all():
            self.known[unit.name].append(unit)

    def find(self, name: str, area: str, external: str = "") -> Unit:
        """The unit of this name in the area's county, planned where it may be. Raises CellProblem.

        A new one serves the whole county, for that is all a file tells, and notes its number there.
        """
        county = [unit for unit in self.known.get(name, []) if unit.area_id.startswith(area[:6])]
        serving = [unit for unit in county if area.startswith(unit.area_id)]
        if serving:
            return max(serving, key=lambda unit: len(unit.area_id))
        if county:
            return county[0]
        if not self.create:
            raise CellProblem(f"没有单位“{name}”{nearest(name, list(self.known))}")
        too_long(name, longest(Unit, "name"))
        unit = Unit(name=name, area_id=area[:6], code=external[: longest(Unit, "code")])
        self.known[name].append(unit)
        self.planned.append(unit)
        return unit
