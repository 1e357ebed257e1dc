"""What people wrote goes into files as text: no formula, no field, no markup, no script, no link."""

import csv
import io
import re
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import Unit
from areas.models import Area
from figures.periods import Quarter
from grids.models import Category, Source
from papers.rendering import render
from reports.composing import compose
from security.cells import FORMULA_SIGNS, harmless, restored
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, SourceFactory, UnitFactory

ROOT = Path(settings.BASE_DIR)
FORMULAS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("http://e.x","看")',
]
HOSTILE = '=HYPERLINK("http://e.x")</w:t></w:r><w:r><w:instrText>DDEAUTO c</w:instrText>&<script>{{ 7*7 }}'


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_a_quote_before_it(text):
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_no_text_begins_like_a_formula_and_each_is_read_back_as_it_was(text):
    safe = harmless(text)
    assert len(safe) < 2 or not safe.startswith(FORMULA_SIGNS)
    if not text.startswith("'"):
        assert restored(safe) == text


def sources():
    for path in ROOT.glob("*/**/*.py"):
        if path.parts[len(ROOT.parts)] not in {".venv", ".run", "tests", "stack"}:
            yield path, path.read_text()


def test_whatever_writes_a_csv_makes_its_text_harmless():
    writers = [(path, text) for path, text in sources() if re.search(r"csv\.(writer|DictWriter)\(", text)]
    assert len(writers) >= 2
    assert not [path for path, text in writers if "from security.cells import harmless" not in text]


def test_whatever_writes_a_workbook_writes_text_as_text():
    writers = [(path, text) for path, text in sources() if re.search(r"\bWorkbook\(", text)]
    assert len(writers) >= 2
    for path, text in writers:
        by_xlsxwriter = '"strings_to_formulas": False' in text and ".write(" not in text
        by_openpyxl = 'cell.data_type, cell.quotePrefix = "s", True' in text
        assert by_xlsxwriter or by_openpyxl, path


@pytest.fixture
def hostile(transactional_db):
    """A quarter whose every name is an attack: of the place, the unit, the category and the source."""
    town = AreaFactory(parent=AreaFactory(name="测试县"), name=HOSTILE[:60])
    unit = UnitFactory(area=town, name=HOSTILE[:60])
    category, source = CategoryFactory(name=HOSTILE[:60]), SourceFactory(name=HOSTILE[:40])
    now = timezone.now()
    for _ in range(3):
        CaseFactory(
            area=town, unit=unit, category=category, source=source, title=HOSTILE[:100], text=HOSTILE,
            status="handling", dispatched_at=now, handle_due_at=now,
        )  # fmt: skip
    return Quarter.of(timezone.localdate(now))


def disarm():
    """The same county with harmless names as long."""
    for model, size in ((Area, 60), (Unit, 60), (Category, 60), (Source, 40)):
        model.objects.filter(name=HOSTILE[:size]).update(name="名" * size)


def test_figures_as_csv_run_nothing(hostile):
    out = io.StringIO()
    span = hostile.period
    asked = ["--from", str(span.start), "--to", str(span.last_day), "--by", "area", "--format", "csv"]
    call_command("figures", *asked, stdout=out)
    labels = {row["label"] for row in csv.DictReader(io.StringIO(out.getvalue()))}
    assert f"'{HOSTILE[:60]}" in labels
    assert not [label for label in labels if label.startswith(FORMULA_SIGNS)]


def test_the_quarters_workbook_runs_nothing(hostile):
    data = render(compose(hostile, now=timezone.now()), "xlsx")
    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet for cell in row if cell.value]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if str(cell.value).startswith("=HYPERLINK") and cell.quotePrefix]
    with ZipFile(io.BytesIO(data)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "externalLink" in name]


def shape(data):
    """What a Word paper is made of, apart from its words."""
    with ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("word/document.xml").decode()
    return {
        tag: len(re.findall(rf"<w:{tag}[ >/]", xml)) for tag in ("p", "tbl", "tr", "instrText", "fldChar")
    }


def test_the_quarters_word_paper_has_no_part_of_theirs(hostile):
    now = timezone.now()
    data = render(compose(hostile, now=now), "docx")
    word = docx.Document(io.BytesIO(data))
    said = "\n".join([*(p.text for p in word.paragraphs), *(c.text for t in word.tables for c in t._cells)])
    assert "<w:instrText>" in said
    assert "e.x" not in "".join(rel.target_ref for rel in word.part.rels.values() if rel.is_external)
    disarm()
    assert shape(data) == shape(render(compose(hostile, now=now), "docx"))


def test_the_quarters_pdf_runs_nothing(hostile):
    reader = PdfReader(io.BytesIO(render(compose(hostile, now=timezone.now()), "pdf")))
    root = reader.trailer["/Root"]
    assert isinstance(root["/OpenAction"], list)  # a place in the paper, not something to run
    assert not {"/AA", "/AcroForm"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})
    links = [
        note.get_object()["/A"].get("/URI", "") for page in reader.pages for note in page.get("/Annots", [])
    ]
    assert links
    assert not [link for link in links if not link.startswith(settings.SITE_URL)]
