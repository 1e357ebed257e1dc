"""The moves of a case as people press them: on a phone and at a desk, with a script and without, on paper."""

import os
import unicodedata
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casework.models import Matter, StandardText
from casework.services import supervise
from grids import services
from grids.standard_texts import load_standard_texts
from security import clock
from tests.browser.test_kindness import AXE, FOUND, TALL, WIDER, log
from tests.turn import in_turn

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 2500}
SIZES = pytest.mark.parametrize(
    "size", in_turn([pytest.param(TALL, id="phone"), pytest.param(WIDE, id="desktop")], 2)
)


@pytest.fixture
def case(people):
    """A case with a long story: merged into, put off, supervised, with a child."""
    load_standard_texts()
    unit = people["chengban"].held[0].unit
    made = services.dispatch(log(people), to=unit, by=people["fenpai"])
    made = services.accept(made, by=people["chengban"])
    for place in range(6):
        made = services.handle(
            made,
            note=f"第 {place + 1} 次去看，线还没到。",
            told="线在路上，到了就换。",
            by=people["chengban"],
        )
    services.merge(log(people, "路灯还是不亮"), into=made, by=people["fenpai"], note="同一根灯杆")
    same = {"area": made.area, "category": made.own.category, "source": made.own.source}
    services.register(text="灯杆歪了", by=people["wangge"], grown_from=made, **same)
    supervise(made, until=clock.today() + timedelta(days=3), note="周五前要亮", by=people["mishu"])
    made = services.postpone(
        made, until=clock.today() + timedelta(days=5), note="要等雨停才能动工", by=people["chengban"]
    )
    return services.approve(made, by=people["fenpai"])


def look(page, name):
    """A picture for whoever wants to see it: set SHOTS to a folder."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


@SIZES
def test_the_pages_of_the_moves_are_kind_at_both_sizes(sign_in, people, case, size):
    page_of, working = case.get_absolute_url(), log_worked(people).get_absolute_url()
    paths = {
        "fenpai": [
            *("/todo/", page_of, f"{page_of}print/", f"{page_of}link/"),
            *(f"{working}transfer/", f"{working}merge/"),
        ],
        "chengban": [page_of, f"{working}handle/", f"{working}postpone/", f"{working}hand_back/"],
        "mishu": [f"{working}supervise/"],
    }
    wrong = {}
    for username, visited in paths.items():
        page = sign_in(username, size=size, bypass_csp=True)
        for path in visited:
            page.goto(path)
            look(page, f"{size['width']}-{path.strip('/').replace('/', '-')}")
            page.evaluate(AXE)
            if (found := page.evaluate(FOUND)) or page.evaluate(WIDER) > 0:
                wrong[path] = found or "wider than the screen"
    assert wrong == {}


def log_worked(people):
    """A second case, in hand."""
    unit = people["chengban"].held[0].unit
    sent = services.dispatch(log(people, "井盖松了"), to=unit, by=people["fenpai"])
    return services.accept(sent, by=people["chengban"])


def test_a_standard_text_goes_in_when_chosen_and_the_preview_follows_the_typing(sign_in, people, case):
    working = log_worked(people)
    page = sign_in("chengban")
    page.goto(f"{working.get_absolute_url()}handle/")
    page.get_by_label("标准用语").select_option(label="已到现场")
    words = page.get_by_label("进展", exact=True)
    text = StandardText.objects.get(title="已到现场").text
    assert words.input_value() == text
    words.fill("井盖明天换")
    assert page.locator("[data-preview]").inner_text().endswith("正在办（沈荡镇市政所）。井盖明天换。")
    page.get_by_label("标准用语").select_option(label="等材料")
    assert words.input_value() == "井盖明天换"  # what somebody wrote is not written over
    page.get_by_label("同时告诉群众").check()
    page.get_by_role("button", name="写进展").click()
    page.wait_for_url("**" + working.get_absolute_url())
    assert Matter.objects.get(pk=working.pk).events.last().told == "井盖明天换"


def test_without_a_script_the_same_is_done_by_buttons(sign_in, people, case):
    working = log_worked(people)
    page = sign_in("chengban", java_script_enabled=False)
    page.goto(f"{working.get_absolute_url()}handle/")
    page.get_by_label("标准用语").select_option(label="已到现场")
    page.get_by_role("button", name="填入标准用语").click()
    assert "已经到现场看过" in page.get_by_label("进展", exact=True).input_value()
    assert "已经到现场看过" in page.locator("[data-preview]").inner_text()


def test_the_whole_case_goes_on_a4_paper_and_nothing_is_cut(sign_in, people, case):
    page = sign_in("fenpai")
    page.goto(f"{case.get_absolute_url()}print/")
    paper = page.pdf(format="A4")
    if folder := os.environ.get("SHOTS"):
        Path(folder, "case.pdf").write_bytes(paper)
    sheets = PdfReader(BytesIO(paper)).pages
    assert all(abs(s.mediabox.width - 595) < 2 and abs(s.mediabox.height - 842) < 2 for s in sheets)  # A4
    text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in sheets))
    for place in range(6):
        assert f"第 {place + 1} 次去看" in text
    for words in ("周五前要亮", "要等雨停才能动工", "一起办的 1 件", "灯杆歪了", case.code, "线在路上"):
        assert words in text, words
    for button in ("由此新记一件案件", "由此新记一件纠纷", "更多", "取消"):
        assert f"\n{button}\n" not in text
