"""Papers of a file as Word and PDF: whole files, in the order of the schema, whatever stands in a field."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from disputes.dossier.sample import DECLINED, ENDED, SAMPLE
from disputes.dossier.sheets import SHEETS, Bound
from papers.document.blocks import Heading, Paragraph
from papers.document.forms import Form, Grid, Letterhead, Line, plain
from papers.document.stored_forms import form_from_json, form_to_json
from papers.rendering.fonts import FontSet
from papers.rendering.labels import printable
from papers.rendering.page import POINTS_PER_MM, TEXT_WIDTH_MM, em_width, letterhead_points
from papers.rendering.pdf_forms import pdf_form
from papers.rendering.word_forms import word_form
from tests.reports.test_word_package import ORDER

GRID = Grid((5, 9, 5, 9), (("甲", "乙", "丙", "丁"), ("甲", "一行\n又一行")), frozenset({0, 2}))
FORM = Form(
    "权利义务告知书",
    "演示镇人民调解委员会",
    date(2026, 4, 8),
    (Line("号", "right"), GRID, Heading(1, "权利"), *plain("说。\n\n又说。"), Line("签名", before=2)),
)


def of_text(text):
    return Form("一份", "调委会", date(2026, 4, 8), (Paragraph((text,)), Grid((14, 14), ((text, text),))))


COVER = Form("封面", "", date(2026, 1, 1), (), numbered=False, low=3)
SIGNED = replace(FORM, letterhead=Letterhead(FORM.organ, "演民调〔2026〕1号"))


@pytest.mark.parametrize("form", [FORM, COVER, SIGNED])
def test_elements_stand_in_the_order_of_the_schema(form):
    with zipfile.ZipFile(io.BytesIO(word_form(form))) as package:
        body = package.read("word/document.xml")
    checked = 0
    for tag, order in ORDER.items():
        ranks = {qn(f"w:{child}"): rank for rank, child in enumerate(order.split())}
        for parent in etree.fromstring(body).iter(qn(f"w:{tag}")):
            found = [ranks[child.tag] for child in parent]
            assert found == sorted(found), (tag, [child.tag for child in parent])
            checked += 1
    assert checked > 2


@pytest.mark.parametrize("form", [FORM, COVER, SIGNED])
def test_a_paper_comes_back_from_its_stored_form(form):
    assert form_from_json(json.loads(json.dumps(form_to_json(form)))) == form


def test_a_long_name_stands_on_one_line_and_a_short_one_is_no_larger_than_its_size():
    assert letterhead_points("村") == 36
    long = "测试镇综合行政执法和市容环境卫生管理服务中心"
    assert em_width(long) * letterhead_points(long) <= TEXT_WIDTH_MM * POINTS_PER_MM


def test_a_frame_spans_its_last_cell_and_breaks_lines_where_somebody_did():
    table = docx.Document(io.BytesIO(word_form(FORM))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["甲", "乙", "丙", "丁"]
    assert table.cell(1, 1).text == "一行\n又一行"
    assert table.cell(1, 1)._tc is table.cell(1, 3)._tc


def test_a_frame_is_as_wide_as_the_page():
    with pytest.raises(ValueError, match="28 characters"):
        Grid((5, 5), (("甲", "乙"),))
    with pytest.raises(ValueError, match="one cell to as many"):
        Grid((14, 14), (("甲", "乙", "丙"),))


def test_a_cover_bears_no_number_and_the_rest_does():
    def foot(form):
        section = docx.Document(io.BytesIO(word_form(form))).sections[0]
        return section.footer.paragraphs[0].text

    assert foot(FORM) == "— 1 —"
    assert foot(Form("封面", "", date(2026, 1, 1), (), numbered=False)) == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_out_as_it_went_in(text):
    word = docx.Document(io.BytesIO(word_form(of_text(text))))
    assert word.tables[0].cell(0, 0).text == "\n".join(map(printable, text.splitlines() or [""]))


def test_a_long_field_goes_on_over_pages_and_its_head_returns():
    rows = (("事项", "内容"), *(("长", "说了很多话。" * 150) for _ in range(4)))
    form = Form("长", "调委会", date(2026, 4, 8), (Grid((5, 23), rows, frozenset({0}), head=True),))
    with pikepdf.open(io.BytesIO(pdf_form(form, FontSet.of()))) as paper:
        assert len(paper.pages) >= 3


def writer():
    """LibreOffice's own text program, where it is installed whole."""
    office = shutil.which("soffice")
    if not office:
        return None
    told = subprocess.run([office, "--version"], capture_output=True, text=True, check=False, timeout=120)
    return office if re.search("LibreOffice", told.stdout) else None


def converted(office, folder, names):
    own = f"-env:UserInstallation=file://{folder}/office"  # several may run at once
    asked = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, names)]
    subprocess.run(asked, capture_output=True, check=False, timeout=600)
    return sorted(folder.glob("*.pdf"))


def test_every_paper_opens_in_libreoffice(tmp_path):
    office = writer()
    plain_word = tmp_path / "plain" / "plain.docx"
    plain_word.parent.mkdir()
    docx.Document().save(str(plain_word))
    if not office or not converted(office, plain_word.parent, [plain_word]):
        pytest.skip("LibreOffice Writer is not installed here")
    papers = {"ended": ENDED, "declined": DECLINED}
    names = []
    for sheet in SHEETS:
        record = papers.get(sheet.key, SAMPLE)
        if not sheet.lacks(record):
            names.append(tmp_path / f"{sheet.key}.docx")
            names[-1].write_bytes(word_form(sheet.compose(record, Bound())))
    assert len(converted(office, tmp_path, names)) == len(names)
