"""Files as people add them: several at once, with a bar that moves, and words where one is refused."""

import pytest

from casework.models import Attachment, Matter
from tests.files.papers import paper

pytestmark = pytest.mark.browser

SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 100_000}
WATCHED = """
    addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
      const words = document.querySelector('[data-upload] [role=status]');
      if (words) sessionStorage.said = (sessionStorage.said || '') + '|' + words.textContent;
    }).observe(document, { childList: true, subtree: true, characterData: true }));
"""


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "通知.pdf"
    path.write_bytes(paper() + b"\n%" + b"x" * 300_000)
    return path


def test_several_files_go_with_a_bar_that_moves_and_the_message_is_there(sign_in, snapshot, note, tmp_path):
    page = sign_in("wangge", has_touch=True, is_mobile=True)
    page.add_init_script(WATCHED)
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill("路口积水")
    page.locator("input[type=file]").set_input_files([snapshot, note])
    page.get_by_text("通知.pdf").wait_for()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("正在上传").first.wait_for()
    page.screenshot(path=tmp_path / "uploading.png")
    page.get_by_text("记下了").wait_for()
    said = page.evaluate("sessionStorage.said")
    assert "%（" in said
    assert "正在检查文件" in said
    assert [file.name for file in Attachment.objects.all()] == ["现场.jpg", "通知.pdf"]
    assert Matter.objects.count() == 1
    page.get_by_text("全部附件（2 个）").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=tmp_path / "case.png", full_page=True)


def test_a_refused_file_is_told_in_place_and_the_words_stay(sign_in, tmp_path):
    bad = tmp_path / "合同.docx"
    bad.write_bytes(b"PK\x03\x04" + b"x" * 200)
    page = sign_in("wangge")
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill("路口积水")
    page.locator("input[type=file]").set_input_files(bad)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("“合同.docx”是压缩包").first.wait_for()
    assert page.get_by_label("发生了什么").input_value() == "路口积水"
    page.screenshot(path=tmp_path / "refused.png", full_page=True)
    page.get_by_role("button", name="提交").click()  # the refused file is not sent again
    page.get_by_text("记下了").wait_for()
    assert not Attachment.objects.exists()


def test_the_scripts_of_a_form_that_came_back_from_an_upload_run_again(sign_in, snapshot):
    """The refused form is put in place of the page: its drafts, previews and guards must live."""
    page = sign_in("wangge")
    page.goto("/cases/new/")
    page.locator("input[type=file]").set_input_files(snapshot)
    page.locator("[data-previews] img").first.wait_for()
    for _ in range(2):  # without a word of what happened, and again
        page.evaluate("document.body.dataset.left = ''")
        page.get_by_role("button", name="提交").click()
        page.locator("body:not([data-left]) [data-errors]").wait_for()
        page.locator("[data-previews] img").first.wait_for()
    page.get_by_label("发生了什么").fill("路口积水")
    page.get_by_text("已自动保存").wait_for()
    page.get_by_role("button", name="提交").evaluate("one => { one.click(); one.click(); one.click(); }")
    page.get_by_text("记下了").wait_for()
    assert (Matter.objects.count(), Attachment.objects.count()) == (1, 1)
