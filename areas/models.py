from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from areas.geometry import contains, is_outline
from security.custody import Custody, Export, for_good, open_to_all, recorded


def inside(codes: Iterable[str], field: str = "area") -> Q:
    """Rows whose area lies in any of the coded areas; no code, no row.

    The foreign key column is the code itself, so this is a range test on the row, no join. A range, and
    not LIKE, so that row-level security may use the index too: ":" follows the digits in byte order.
    """
    ranges = (Q(**{f"{field}__gte": code, f"{field}__lt": f"{code}:"}) for code in sorted(outermost(codes)))
    return reduce(or_, ranges, Q(pk__in=[]))


def outermost(codes: Iterable[str]) -> set[str]:
    """The codes that lie in none of the others."""
    kept: set[str] = set()
    for code in sorted(codes):
        if not any(code.startswith(outer) for outer in kept):
            kept.add(code)
    return kept


class AreaQuerySet(models.QuerySet["Area"]):
    def below(self, code: str) -> Self:
        """The area itself and all areas in it."""
        return self.filter(code__gte=code, code__lt=f"{code}:")

    def of_level(self, level: int) -> Self:
        return self.filter(code__regex=rf"^\d{{{int(level)}}}$")

    def current(self) -> Self:
        """Areas that stand today; the others were merged or re-coded (CD-05)."""
        return self.filter(active_until=None)


class Area(models.Model):
    """One node of the administrative tree: county, township, village or grid.

    An area's code begins with its parent's code (GB/T 2260, GB/T 10114, CD-01), so "inside" is a prefix:
    no join, no tree table. A county's point test uses its outline, a GeoJSON polygon in WGS-84/CGCS2000.
    """

    class Level(models.IntegerChoices):
        COUNTY = 6, "县（市、区）"
        TOWNSHIP = 9, "乡镇（街道）"
        VILLAGE = 12, "村（社区）"
        GRID = 15, "网格"

    # Byte order ("C"), so that a plain index, here and on every foreign key, answers a range of codes.
    code = models.CharField("区划代码", max_length=15, primary_key=True, db_collation="C")
    name = models.CharField("名称", max_length=60)
    pseudo = models.BooleanField(
        "统计用虚拟单位", default=False, help_text="统计区划里为开发区、农场等设的单位，不是行政建制。"
    )
    invented = models.BooleanField("演示数据", default=False)
    active_until = models.DateField("停用日期", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        verbose_name="由谁承接",
    )
    outline = models.JSONField("边界", null=True, blank=True, help_text="GeoJSON 多边形（WGS-84）。")

    objects = AreaQuerySet.as_manager()

    custody = Custody(
        open_to_all("区划是公开的行政区划代码", "system_admin"),
        for_good("编码有沿革"),
        recorded("code", "name"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="area_code_has_a_level",
                condition=Q(code__regex=r"^\d{6}(\d{3}){0,3}$"),
                violation_error_message="区划代码应是 6、9、12 或 15 位数字。",
            ),
            models.CheckConstraint(
                name="replaced_area_has_a_last_day",
                condition=Q(replaced_by=None) | Q(active_until__isnull=False),
                violation_error_message="有承接的区划时，要填停用日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Every area lies in one that is there, and an outline is one that points can be held against."""
        above = parent_code(self.code)
        if above and not Area.objects.filter(code=above).exists():
            raise ValidationError({"code": f"没有上级区划 {above}，先建上级，或改代码。"})
        if self.outline and not is_outline(self.outline):
            raise ValidationError(
                {"outline": "边界要是 GeoJSON 的 Polygon 或 MultiPolygon，坐标是 [经度, 纬度]。"}
            )

    @property
    def level(self) -> Level:
        return self.Level(len(self.code))

    @property
    def lineage(self) -> list[str]:
        """Codes of this area and of every area around it, the county first."""
        return [self.code[:level] for level in self.Level if level <= len(self.code)]

    def outline_contains(self, lng: float, lat: float) -> bool | None:
        """Does the point lie in the area? None where no outline is known."""
        return contains(self.outline, lng, lat) if self.outline else None


class PopulationQuerySet(models.QuerySet["Population"]):
    def latest_of(self, codes: Iterable[str], year: int) -> dict[str, "Population"]:
        """The number of each of these areas that is nearest before the end of the year. One query."""
        known = self.filter(area__in=list(codes), year__lte=year)
        return {one.area_id: one for one in known.order_by("area_id", "-year").distinct("area_id")}


class Population(models.Model):
    """How many residents (常住人口) an area had at the end of a year, and who says so."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="populations", verbose_name="区划")
    year = models.PositiveSmallIntegerField("年份", help_text="哪一年末的数。")
    residents = models.PositiveIntegerField("常住人口（人）")
    source = models.CharField("来源", max_length=100, help_text="例如“2025年统计公报”。")
    invented = models.BooleanField("演示数据", default=False)

    objects = PopulationQuerySet.as_manager()

    custody = Custody(
        open_to_all("常住人口是公布的统计数", "system_admin"),
        for_good("逐年的统计"),
        recorded("source"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "常住人口"
        ordering = ["area", "-year"]
        constraints = [
            models.UniqueConstraint(
                name="population_once_a_year",
                fields=["area", "year"],
                violation_error_message="这个区划这一年已经填过，改那一行。",
            ),
            models.CheckConstraint(
                name="population_of_somebody",
                condition=Q(residents__gt=0),
                violation_error_message="常住人口要大于 0；不知道就不填这一行。",
            ),
            models.CheckConstraint(
                name="population_of_a_year",
                condition=Q(year__range=(1950, 2100)),
                violation_error_message="年份要在 1950 到 2100 之间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年"


def parent_code(code: str) -> str:
    """The code of the area around this one; "" for a county."""
    return code[:-3] if len(code) > Area.Level.COUNTY else ""


def short_name(name: str) -> str:
    """A village's name without the office behind it: 三联村委会 → 三联村, 澉川社区居民委员会 → 澉川社区."""
    for ending, kept in (
        ("社区居民委员会", "社区"),
        ("社区居委会", "社区"),
        ("居民委员会", "社区"),
        ("居委会", "社区"),
        ("村民委员会", "村"),
        ("村委会", "村"),
    ):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + kept
    return name
