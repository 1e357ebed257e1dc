"""A scheme and a quarter's assessment by it, made by the services."""

from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from accounts.models import Role
from assessment import services
from assessment.models import Indicator, Run, Score, Target
from assessment.scheme_sheet import HEADS, read
from security.spreadsheets import Book
from tests.factories import DutyFactory, UnitFactory

DOCUMENT = "测办〔2026〕8号"
# In the order of HEADS.
TABLE = """
镇|镇|100|桥东镇综治中心、桥西镇综治中心|1||矛盾化解|60|标题|||||一、矛盾化解
镇||||1.1|1|上报案件|20|按件加扣分|每件=1|平台指标|上报案件||每件扣1分
镇||||1.2|1|结案率|40|比率乘分值|没有时=满分|平台指标|结案率||按结案率计分
镇||||2||自评|10|对照清单|项=有制度:4,有记录:6|单位自评|||有制度4分有记录6分|是
镇||||3||消防|20|直接打分||部门考评||消防局|消防局打分
镇||||4||安全感|10|满意度调查||调查结果|||按满意率计分
镇||||5||见义勇为|0|按件加扣分|方向=加；每件=1；起=零；最多=3|办公室核定|||每起加1分||是
镇||||6||重大案件|0|一票否决||办公室核定|||发生的不得评优
"""
ROWS = tuple(tuple(line.split("|")) for line in TABLE.strip().splitlines())


def sheet(rows, heads=tuple(HEADS)):
    """A workbook as people bring it."""
    place = BytesIO()
    book = Book(place)
    whole = ([*row, *[""] * (len(heads) - len(row))] for row in rows)
    book.add("指标", dict.fromkeys(heads, 12), whole, "方案")
    book.close()
    return place.getvalue()


def cells(content, page=0):
    """What a workbook says, row by row."""
    return [list(row) for row in load_workbook(BytesIO(content)).worksheets[page].iter_rows(values_only=True)]


class Assessing:
    """Everybody and everything of one assessment."""

    def __init__(self, county, town, clerk, colleague, leader, quarter):
        self.county, self.town, self.quarter = county, town, quarter
        self.clerk, self.colleague, self.leader = clerk, colleague, leader
        self.fire = UnitFactory(area=county, name="消防局")
        self.scorer = DutyFactory(role=Role.MEMBER_UNIT, unit=self.fire).user
        self.fire_chief = DutyFactory(role=Role.MEMBER_UNIT, unit=self.fire, leads=True).user

    def with_towns(self, east, west):
        self.east, self.west = east, west
        self.mayor = DutyFactory(role=Role.TOWN, unit=east, leads=True).user
        self.neighbour = DutyFactory(role=Role.TOWN, unit=west, leads=True).user
        return self

    def draft(self, rows=ROWS, **given):
        scheme = services.draft(by=self.clerk, **{"year": self.quarter.year, "name": "平安考核", **given})
        found = read(sheet(rows), self.county.pk)
        assert found.wrong == []
        return services.bring_in(scheme, list(found.groups.values()), by=self.clerk)

    def adopted(self, rows=ROWS, **given):
        return services.adopt(self.draft(rows, **given), document=DOCUMENT, by=self.leader)

    def open(self):
        self.scheme = self.adopted()
        run = services.open_run(self.quarter, by=self.clerk)
        services.calculate(run, by=self.clerk)
        return run

    @property
    def run(self):
        return Run.objects.select_related("scheme").get(quarter=str(self.quarter))

    def target(self, unit):
        return Target.objects.select_related("group", "unit").get(group__scheme=self.run.scheme, unit=unit)

    def indicator(self, code):
        return Indicator.objects.select_related("group").get(group__scheme=self.run.scheme, code=code)

    def score(self, unit, code):
        found = Score.objects.select_related("run", "indicator", "target__unit")
        return found.get(run=self.run, target__unit=unit, indicator__code=code)

    def points(self, unit, code):
        services.calculate(self.run, by=self.clerk)
        return self.score(unit, code).points

    def say(self, unit, code, by, **given):
        return services.fill(self.run, self.target(unit), self.indicator(code), by=by, **given)

    def said_by_all(self):
        """Everything is filled in, and signed."""
        for unit, head in ((self.east, self.mayor), (self.west, self.neighbour)):
            self.say(unit, "2", head, met="有制度\n有记录", words="测办1号")
            services.sign(self.run, unit.pk, by=head)
            self.say(unit, "3", self.scorer, value=Decimal(18))
            self.say(unit, "4", self.clerk, value=Decimal(95), sample=400)
            self.say(unit, "5", self.clerk, count=1)
            self.say(unit, "6", self.clerk, count=0)
        services.sign(self.run, self.fire.pk, by=self.fire_chief)
        services.sign(self.run, self.clerk.held[0].unit_id, by=self.clerk)

    def noticed(self):
        self.open()
        self.said_by_all()
        return services.notice(self.run, by=self.clerk)


def past_appeals(run):
    """The days of appeal are over: as if they had been noticed earlier."""
    Run.objects.filter(pk=run.pk).update(appeal_until="2020-01-01")
