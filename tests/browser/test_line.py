"""The whole line as its users walk it: logged on a phone, carried to closed, counted in the report."""

import re
from io import BytesIO

import openpyxl
import pytest
from docx import Document as Word
from pypdf import PdfReader

from casework.models import Attachment, Matter

pytestmark = pytest.mark.browser

TEXT = "桥东路口路灯不亮，晚上看不见。"
COUNT_TAPS = (
    "window.__taps = Number(sessionStorage.taps || 0);"
    "addEventListener('pointerup', () => { sessionStorage.taps = ++window.__taps }, true);"
    "navigator.geolocation.watchPosition = () => { window.__tracked = true };"
)


def test_a_case_with_a_photo_takes_three_taps(sign_in, snapshot):
    page = sign_in("wangge", has_touch=True, is_mobile=True)
    page.add_init_script(COUNT_TAPS)
    page.goto("/todo/")
    with page.expect_file_chooser() as chosen:
        page.locator(".big-camera").tap()
    chosen.value.set_files(snapshot)
    page.wait_for_url("**/cases/new/**")
    page.get_by_label("发生了什么").tap()
    page.keyboard.type(TEXT)
    page.locator("[data-previews] img").first.wait_for()
    page.get_by_role("button", name="提交").tap()
    page.get_by_text("记下了").wait_for()

    assert int(page.evaluate("sessionStorage.taps")) <= 3
    assert not page.evaluate("window.__tracked")
    case = Matter.objects.get()
    assert (case.own.text, case.area_id, case.created_by.username) == (TEXT, "330424101200001", "wangge")
    assert Attachment.objects.get().matter == case


def press(page, move, fill=None):
    """Open the only case, choose the move, fill its form and send it."""
    case = Matter.objects.get()
    page.goto(f"/cases/{case.number}/{move}/")
    for label, value in (fill or {}).items():
        page.get_by_label(label).fill(value)
    page.locator("main form button.main").click()
    page.wait_for_url(f"**/cases/{case.number}/")


def test_the_line_from_the_phone_to_the_report(sign_in, snapshot, celery_worker, quarter):
    worker = sign_in("wangge")
    worker.goto("/cases/new/")
    worker.get_by_label("发生了什么").fill(TEXT)
    worker.locator("input[type=file]").set_input_files(snapshot)
    worker.get_by_role("button", name="提交").click()
    worker.get_by_text("记下了").wait_for()

    officer = sign_in("fenpai", size={"width": 1440, "height": 900})
    assert officer.get_by_text("桥东路口路灯不亮").count() >= 1
    officer.get_by_role("link", name="派单").click()
    officer.get_by_label("派给谁").select_option(label="沈荡镇市政所")
    officer.locator("main form button.main").click()
    officer.get_by_text("已派单").wait_for()

    handler = sign_in("chengban")
    press(handler, "accept")
    press(handler, "handle", {"进展": "线断了，明天换。"})
    press(handler, "finish", {"办了什么": "换了线，灯亮了。"})
    press(officer, "check")
    press(officer, "close")
    assert Matter.objects.get().status_label == "办结"

    secretary = sign_in("mishu", size={"width": 1440, "height": 900})
    secretary.goto("/reports/")
    secretary.get_by_label("季度").select_option(quarter)
    secretary.get_by_role("button", name="生成报告").click()
    secretary.get_by_role("link", name="打开").click(timeout=60_000)
    papers = {name: download(secretary, name) for name in ("Word", "Excel", "PDF")}

    assert table_cell(Word(BytesIO(papers["Word"])).tables[0], "上报案件", under="本季") == "1"
    assert sheet_value(openpyxl.load_workbook(BytesIO(papers["Excel"])), "上报案件") == 1
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(papers["PDF"])).pages)
    assert re.search(r"上报案件\s*件\s*1\s", text)


def download(page, name):
    """The bytes of the paper behind this button."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).first.click()
    return coming.value.path().read_bytes()


def table_cell(table, name, under):
    """The cell in the row of this name and the column of that head."""
    head, *rows = ([cell.text.strip() for cell in row.cells] for row in table.rows)
    place = next(n for n, title in enumerate(head) if title.startswith(under))
    return next(row[place] for row in rows if row[0] == name)


def sheet_value(book, name):
    """The first number beside this name in any sheet."""
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            if row and row[0] == name:
                return next(value for value in row[1:] if isinstance(value, int | float))
    raise AssertionError(f"no row {name}")
