"""The pages of returns: a unit fills one in, the office reads, returns, accepts and closes."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role
from pilot.services import listing
from progress import services
from progress.models import Amendment, Item, Return
from security import clock
from tests.factories import DutyFactory
from tests.pilot.conftest import ADOPTED

pytestmark = pytest.mark.django_db
HOME, ITEMS, ITEM_NEW = (reverse(f"progress:{name}") for name in ("home", "items", "item_new"))


def text_of(response):
    return response.content.decode()


@pytest.fixture
def ask(client):
    """Opens or posts to an address as this user."""

    def opened(user, url, given=None):
        client.force_login(user)
        return client.get(url) if given is None else client.post(url, given)

    return opened


def url_of(line, act=""):
    return f"{line.sheet.get_absolute_url()}{act}"


def test_a_unit_fills_in_its_quarter_and_its_head_signs(line, ask):
    assert "开始填报" in text_of(ask(line.member, url_of(line)))
    assert ask(line.member, url_of(line, "start/"), {}).status_code == 302
    shown = text_of(ask(line.member, url_of(line)))
    for words in ("登记案件", f"平台 {line.quarter} 现数 0", "从 Excel 粘贴", "请住建局的负责人登录签报"):
        assert words in shown
    assert "存好并签报" not in shown
    rows = {row.label: row.pk for row in line.sheet.rows.all()}
    said = {f"answer_{rows['登记案件']}": "right", f"value_{rows['排查工地']}": "三十"}
    said |= {f"value_{rows['投入资金']}": "12万元"}
    wrong = ask(line.member, url_of(line, "answer/"), said)
    assert wrong.status_code == 400
    assert "“三十”不是数字" in text_of(wrong)
    assert 'value="三十"' in text_of(wrong)  # what was typed stays
    assert (line.row("投入资金").value, line.row("登记案件").answer) == ("12", "right")
    said = {f"value_{rows['排查工地']}": "30", f"answer_{rows['交办任务']}": "right"}
    said |= {f"value_{rows['下季度打算']}": "接着查", "sign": "1"}
    assert ask(line.chief, url_of(line, "answer/"), said).status_code == 302
    assert (line.sheet.state, line.sheet.signed_name) == ("submitted", str(line.chief))
    assert "签报人" in text_of(ask(line.clerk, url_of(line)))


def test_what_is_not_filled_is_said_when_it_is_signed(line, ask):
    line.to("draft")
    answered = ask(line.chief, url_of(line, "answer/"), {"sign": "1"})
    assert answered.status_code == 400
    assert "项没有填" in text_of(answered)
    assert ask(line.clerk, url_of(line, "answer/"), {"sign": "1"}).status_code == 403


def test_a_number_that_differs_wants_its_reason_on_the_page(line, ask):
    line.to("draft")
    row = line.row("登记案件").pk
    given = {f"answer_{row}": "right", f"value_{row}": "5"}
    assert "写一句原因" in text_of(ask(line.member, url_of(line, "answer/"), given))
    given[f"reason_{row}"] = "漏登 5 件"
    assert ask(line.member, url_of(line, "answer/"), given).status_code == 302
    assert (line.row("登记案件").answer, line.row("登记案件").reason) == ("changed", "漏登 5 件")
    assert ask(line.member, url_of(line, "answer/"), {f"answer_{row}": "right"}).status_code == 302
    assert line.row("登记案件").value == "0"


def test_a_block_is_pasted_on_the_page(line, ask):
    line.to("draft")
    wrong = ask(line.member, url_of(line, "paste/"), {"block": "排查工地\t31\n没有的\t1"})
    assert (wrong.status_code, line.row("排查工地").value) == (400, "31")
    assert "没有“没有的”这一项" in text_of(wrong)
    assert ask(line.member, url_of(line, "paste/"), {"block": "投入资金\t6"}).status_code == 302
    assert ask(line.member, url_of(line, "paste/"), {"block": ""}).status_code == 400
    assert ask(line.clerk, url_of(line, "paste/"), {"block": ""}).status_code == 403


def test_the_office_returns_some_rows_and_those_alone_are_asked_again(line, ask):
    line.to("submitted")
    row = line.row("投入资金")
    none = ask(line.clerk, url_of(line, "return/"), {})
    assert (none.status_code, "写一句哪里要改" in text_of(none)) == (400, True)
    assert ask(line.clerk, url_of(line, "return/"), {f"note_{row.pk}": "单位不对"}).status_code == 302
    shown = text_of(ask(line.member, url_of(line)))
    assert "退回：单位不对" in shown
    assert shown.count('name="value_') == 1
    assert ask(line.member, url_of(line, "return/"), {f"note_{row.pk}": "?"}).status_code == 403
    given = {f"value_{row.pk}": "9", "sign": "1"}
    assert ask(line.chief, url_of(line, "answer/"), given).status_code == 302
    assert ask(line.clerk, url_of(line, "accept/"), {}).status_code == 302
    assert ask(line.clerk, url_of(line, "lock/"), {}).status_code == 302
    assert line.sheet.state == "locked"


def test_what_is_locked_is_amended_on_its_page(line, ask):
    line.to("locked")
    row = line.row("投入资金")
    url = reverse("progress:amend", args=[row.pk])
    assert "原来报的留着" in text_of(ask(line.member, url))
    assert ask(line.member, url, {"new": "若干", "reason": "错"}).status_code == 400
    assert ask(line.member, url, {"new": row.value, "reason": "错"}).status_code == 400
    assert ask(line.member, url, {"new": "8", "reason": "算错"}).status_code == 302
    assert ask(line.clerk, url).status_code == 403
    assert "等办公室核对" in text_of(ask(line.clerk, url_of(line)))
    confirm = reverse("progress:confirm", args=[Amendment.objects.get().pk])
    assert ask(line.member, confirm, {}).status_code == 403
    assert ask(line.clerk, confirm, {}).status_code == 302
    assert "7 → 8" in text_of(ask(line.member, url_of(line)))


def test_each_number_of_the_quarter_opens_the_returns_that_it_counts(line, ask, other_bureau):
    line.to("submitted")
    url = reverse("progress:overview", args=[line.quarter])
    answered = ask(line.clerk, url)
    counts = {count.key: count.number for count in answered.context["counts"]}
    assert (counts["all"], counts["signed"]) == (2, 1)
    for key, number in counts.items():
        assert len(ask(line.clerk, f"{url}?only={key}").context["sheets"]) == number, key
    late = clock.today() > line.sheet.due_on
    assert counts["late"] == late
    assert "催报" in text_of(answered)
    other = Return.objects.get(unit=other_bureau).get_absolute_url()
    assert ask(line.clerk, f"{other}chase/", {}).status_code == 302
    assert ask(line.clerk, f"{other}chase/", {}).status_code == 403
    assert ask(line.clerk, f"{other}nothing/", {}).status_code == 404
    assert ask(line.member, url).url == line.sheet.get_absolute_url()


def test_the_quarter_is_taken_home_as_a_workbook(line, ask, other_bureau):
    line.to("submitted")
    url = reverse("progress:export", args=[line.quarter])
    book = load_workbook(BytesIO(ask(line.clerk, url).content))
    rows = [[cell.value for cell in row] for row in book["各项"].iter_rows(min_row=3)]
    assert ["住建局", "投入资金", "7", "万元"] in [row[:4] for row in rows]
    assert [row[0].value for row in book["报送情况"].iter_rows(min_row=3)][:1] != [None]
    assert ask(line.member, url).status_code == 404


def test_the_office_opens_and_closes_a_quarter(line, ask, clerk):
    earlier = line.quarter.later(-1)
    for act in ("open", "close"):
        url = reverse(f"progress:{act}", args=[earlier])
        assert ask(line.member, url, {}).status_code == 403
        assert ask(clerk, url, {}).status_code == 302
    assert Return.objects.of_quarter(earlier).filter(missing=True).count() == 2
    assert "已经截止" in text_of(ask(clerk, reverse("progress:overview", args=[earlier])))


def test_items_are_added_and_retired_on_their_page(line, ask, clerk, bureau):
    given = {"label": "接访", "sort": "number", "measure": "人次", "basis": "文件", "units": [bureau.pk]}
    given |= {"since": str(line.quarter), "figure": ""}
    assert ask(clerk, ITEM_NEW, given).status_code == 302
    item = Item.objects.get(label="接访")
    assert "接访" in text_of(ask(line.member, ITEMS))
    assert ask(clerk, ITEM_NEW, given).status_code == 400  # there is one
    assert ask(clerk, ITEM_NEW, {"sort": "figure"}).status_code == 400
    assert ask(line.member, ITEM_NEW).status_code == 403
    retire = reverse("progress:item_retire", args=[item.pk])
    assert ask(line.member, retire, {}).status_code == 403
    assert ask(clerk, retire, {}).status_code == 302
    assert f"至 {line.quarter} 止" in text_of(ask(clerk, ITEMS))


def test_returns_of_others_are_none(line, ask, other_member, leader, officer, keeper):
    line.to("submitted")
    seen = {line.member: 200, line.clerk: 200, leader: 200, other_member: 404, officer: 404, keeper: 404}
    for user, status in seen.items():
        assert ask(user, url_of(line)).status_code == status
        assert ask(user, HOME).status_code == 200
    for address in ("/progress/2026Q5/", "/progress/nothing/1/"):
        assert ask(line.clerk, address).status_code == 404


def test_the_pages_cost_the_same_for_any_number_of_units_and_rows(line, ask, clerk, county, leader):
    line.to("submitted")
    urls = [reverse("progress:overview", args=[line.quarter]), url_of(line)]
    few = [counted(ask, clerk, url) for url in urls]
    draft = listing.draft(by=clerk)
    for _ in range(12):
        unit = DutyFactory(role=Role.MEMBER_UNIT, unit__area=county).user.held[0].unit
        listing.add(draft, "unit", by=clerk, unit=unit)
    later = ADOPTED["valid_from"].replace(year=2020, month=2)
    listing.adopt(draft, by=leader, **ADOPTED | {"valid_from": later, "dated_on": later})
    for number in range(15):
        services.add_item(by=clerk, label=f"项{number}", sort="number", basis="文件", since="2020Q1")
    services.open_quarter(line.quarter, county.pk)
    assert Return.objects.of_quarter(line.quarter).count() == 14
    line.unit = unit
    line.member = line.chief = DutyFactory(role=Role.MEMBER_UNIT, unit=unit, leads=True).user
    line.to("submitted")
    many = [counted(ask, clerk, url) for url in (urls[0], url_of(line))]
    assert all(after <= before + 1 for before, after in zip(few, many, strict=True)), (few, many)


def counted(ask, user, url):
    ask(user, url)
    with CaptureQueriesContext(connection) as queries:
        assert ask(user, url).status_code == 200
    return len(queries)
