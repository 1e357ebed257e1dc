"""The Word file as a package: what Word and WPS check before they show a page."""

import io
import re
import zipfile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from papers.rendering import render
from tests.reports.papers import report

# The order ISO/IEC 29500-1 asks for, of the elements a paper uses. Word refuses a file that breaks it.
ORDER = {
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers
        pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE
        autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
        suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle
        rPr sectPr
    """,
    "rPr": """
        rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
        noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect
        bdr shd fitText vertAlign rtl cs em lang
    """,
    "sectPr": """
        headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
        lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
        docGrid
    """,
    "tblPr": """
        tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
    """,
    "tcPr": """
        cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText
        vAlign hideMark
    """,
    "style": """
        name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed
        qFormat locked personal rsid pPr rPr tblPr
    """,
    "settings": """
        writeProtection view zoom mirrorMargins defaultTabStop evenAndOddHeaders
        characterSpacingControl compat rsids mathPr themeFontLang clrSchemeMapping decimalSymbol
        listSeparator
    """,
}


def parts_of(document):
    data = render(document, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def parts():
    return parts_of(report())


def test_no_font_is_embedded_and_no_macro_or_template_is_carried(parts):
    assert not [name for name in parts if re.search(r"fonts/|vbaProject|\.bin$|\.odttf$", name)]
    outside = re.findall(
        rb'Type="[^"]*/(\w+)" Target="[^"]*" TargetMode="External"', b"".join(parts.values())
    )
    assert set(outside) == {b"hyperlink"}


def test_elements_stand_in_the_order_of_the_schema(parts):
    checked = 0
    for name, data in parts.items():
        if not re.fullmatch(r"word/(document|styles|settings|footer\d)\.xml", name):
            continue
        for tag, order in ORDER.items():
            ranks = {qn(f"w:{child}"): rank for rank, child in enumerate(order.split())}
            for parent in etree.fromstring(data).iter(qn(f"w:{tag}")):
                found = [ranks[child.tag] for child in parent]
                assert found == sorted(found), (name, tag, etree.tostring(parent))
                checked += 1
    assert checked > 1000


def test_every_relation_leads_to_a_part_that_is_declared(parts):
    types = parts["[Content_Types].xml"].decode()
    for name, data in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = name.split("_rels/")[0]
        for relation in etree.fromstring(data):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target")
                path = target[1:] if target.startswith("/") else folder + target
                assert path in parts
                assert f'"/{path}"' in types or f'Extension="{path.rsplit(".", 1)[1]}"' in types


def test_the_same_document_gives_the_same_bytes():
    assert render(report(), "docx") == render(report(), "docx")
