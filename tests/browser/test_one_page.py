"""The leader's one page: on a phone, for weak eyes, and on paper, where it is one sheet."""

import os
import unicodedata
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from accounts.models import Unit
from areas.models import Area
from disputes import services as dispute_services
from grids.models import Category, Source
from security import clock
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_merged_pages import found_on
from tests.disputes.conftest import Line
from tests.factories import CaseFactory

pytestmark = pytest.mark.browser
PAGE = "/board/one-page/"
LONG = "沈荡镇综合行政执法和市容环境卫生管理服务中心"


@pytest.fixture
def troubled(people, mediators):
    """A township with something for every rule, and names that take room."""
    unit, grid = people["chengban"].held[0].unit, Area.objects.get(pk="330424101200001")
    Unit.objects.filter(pk=unit.pk).update(name=LONG)
    given = {"area": grid, "category": Category.objects.first(), "source": Source.objects.first()}
    late = given | {"due_at": clock.now() - timedelta(days=1), "unit": unit}
    for returned in (0, 0, 2, 3, 0, 0):
        CaseFactory(**late, returned=returned)
    CaseFactory(**given, registered_at=clock.now() - timedelta(days=500))
    chair = mediators["zhentiao"]

    def register(**fields):
        facts = {"facts": "两家为通道吵了半年。", "justice_type": "neighbour", "area": grid, "by": chair.user}
        return dispute_services.register(**(facts | fields | {"parties": PARTIES}))

    line = Line(register, chair)
    for _ in range(2):
        dispute_services.default(line.to("take_effect"), note="没有付钱。", by=line.by)


PARTIES = (
    {"side": "applicant", "name": "演示张三", "phone": "13900001111", "id_number": "11010519491231002X"},
    {"side": "respondent", "name": "演示李四", "phone": "13900002222"},
)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_page_is_kind_on_every_screen(sign_in, troubled, size):
    wrong = {}
    for username in ("mishu", "fenpai"):
        page = sign_in(username, size=size, bypass_csp=True)
        assert page.goto(PAGE).status == 200
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder, f"one-page-{size['width']}-{username}.png"), full_page=True)
        if found := found_on(page):
            wrong[username] = found
    assert wrong == {}


def test_on_paper_it_is_one_sheet_and_nothing_is_missing(sign_in, troubled):
    for username in ("mishu", "fenpai"):
        page = sign_in(username, size=DESKTOP)
        page.goto(PAGE)
        paper = page.pdf(prefer_css_page_size=True)
        if folder := os.environ.get("SHOTS"):
            Path(folder, f"one-page-{username}.pdf").write_bytes(paper)
        [sheet] = PdfReader(BytesIO(paper)).pages
        assert (abs(sheet.mediabox.width - 595) < 2, abs(sheet.mediabox.height - 842) < 2) == (True, True)
        text = unicodedata.normalize("NFKC", sheet.extract_text())
        for words in ("五个数", "三个问题", "请定的事", "上报案件", "没有按期履行", "请定兜底单位"):
            assert words in text, (username, words)
        assert "换条件" not in text


def test_on_paper_all_ink_is_black(sign_in, troubled):
    """Nothing is told by colour alone: what a black-and-white printer prints is the whole page."""
    page = sign_in("mishu", size=DESKTOP)
    page.goto(PAGE)
    page.emulate_media(media="print")
    inks = page.evaluate(INKS)
    assert inks == ["rgb(0, 0, 0)"], inks


SAYS = "[...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim())"
INKS = f"""() => [...new Set([...document.querySelectorAll('main *')]
  .filter((one) => one.checkVisibility() && {SAYS})
  .map((one) => getComputedStyle(one).color))]"""
