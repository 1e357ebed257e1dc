"""An assessment behind the addresses: a quarter up for appeals with one of them, and a scheme in draft."""

from accounts.models import Role
from assessment import services
from progress.selectors import last_quarter
from tests.assessment.line import Assessing
from tests.factories import AreaFactory, DutyFactory, UnitFactory


def scored_in(county, town, centre, clerk):
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="领导小组")).user
    away = UnitFactory(area=AreaFactory(parent=county, name="桥西镇"), name="桥西镇综治中心")
    line = Assessing(county, town, clerk, clerk, leader, last_quarter()).with_towns(centre, away)
    line.open()
    line.say(line.east, "2", line.mayor, met="有制度", words="测办1号")
    services.sign(line.run, line.east.pk, by=line.mayor)
    services.notice(line.run, by=clerk)
    line.appeal = services.appeal(line.score(line.east, "2"), words="少算", evidence="记录", by=line.mayor)
    line.drafted = services.draft(year=line.quarter.year, name="第二版", by=clerk)
    return line
