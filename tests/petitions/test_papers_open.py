"""Every paper of a petition opens in LibreOffice and as a PDF, whatever is written in it."""

import io
import re
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import etree

from petitions.services import papers
from tests.papers.test_forms import converted, writer
from tests.petitions.all_papers import KINDS, every_paper
from tests.reports.test_word_package import ORDER

# What a paper must not do with what was typed: run it, count it, fetch it, or break on it.
SHORT = "<w:p/>&amp;]]> {{ 7*7 }} {% x %} =HYPERLINK(1) \x0b\x07\u202e 𠮷龘"
EVIL = f"{SHORT} ../../etc {'很长' * 400}"
A4 = (595.3, 841.9)  # points


@pytest.fixture
def words(line, colleague, tmp_path):
    """Each paper as a Word file, with evil words at each place where somebody types."""
    forms = every_paper(line, colleague, words=EVIL, short=SHORT)
    assert forms.keys() == KINDS
    for kind, form in forms.items():
        (tmp_path / f"{kind}.docx").write_bytes(papers.drawn(form, "docx", SHORT))
        with pikepdf.open(io.BytesIO(papers.drawn(form, "pdf", SHORT))) as pdf:
            for page in pdf.pages:
                assert [float(side) for side in page.mediabox[2:]] == pytest.approx(A4, abs=0.5)
    return sorted(tmp_path.glob("*.docx"))


def misplaced(body):
    """The elements whose children do not stand as the schema says: what Word would have to repair."""
    for tag, order in ORDER.items():
        ranks = {qn(f"w:{child}"): rank for rank, child in enumerate(order.split())}
        for parent in body.iter(qn(f"w:{tag}")):
            found = [ranks[child.tag] for child in parent]
            if found != sorted(found):
                yield etree.tostring(parent)


@pytest.mark.django_db
def test_every_paper_opens_with_evil_words_in_it(words, tmp_path):
    for name in words:
        with ZipFile(name) as package:
            assert package.testzip() is None
            raw = package.read("word/document.xml")
        body = etree.fromstring(raw)
        assert list(misplaced(body)) == [], name
        assert not re.search(rb"<w:(altChunk|object|fldSimple)|<w:p/>&", raw), name
        assert docx.Document(name).paragraphs
    office = writer()
    if not office:
        pytest.skip("LibreOffice Writer is not installed here")
    opened = converted(office, tmp_path, words)
    assert [one.stem for one in opened] == [one.stem for one in words]
    for one in opened:
        with pikepdf.open(one) as pdf:
            sizes = [float(side) for page in pdf.pages for side in page.mediabox[2:]]
            assert sizes == pytest.approx([*A4] * len(pdf.pages), abs=1)
