"""Nothing of ours asks for what the policy forbids: no script, style or handler inside a page."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

ROOT = Path(settings.BASE_DIR)
SCRIPTS = [path for folder in ("field", "office") for path in sorted((ROOT / "static" / folder).glob("*.js"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DATA = {"application/json"}  # read by our scripts, run by nobody


def parsed(html):
    """The elements of a page, as a browser makes them of it."""
    page = html.encode() if isinstance(html, str) else html
    read = etree.HTML(page, etree.HTMLParser(encoding="utf-8", huge_tree=True)) if page.strip() else None
    return [] if read is None else list(read.iter("*"))


def inline(page):
    """What in this page, or among the elements of one, a browser would have to refuse."""
    found = []
    for tag in page if isinstance(page, list) else parsed(page):
        if tag.tag == "style" or (tag.tag == "script" and not tag.get("src") and tag.get("type") not in DATA):
            found.append(tag.tag)
        for name, value in tag.items():
            code = name == "style" or name.startswith(("on", "hx-on")) or name == "srcdoc"
            if code or re.match(r"\s*(javascript|vbscript|data):", value, re.IGNORECASE):
                found.append(f"{tag.tag} {name}={value}")
    return found


def test_what_is_inline_is_found():
    for bad in (
        "<style>p{}</style>",
        "<p style='color:red'>",
        "<script>1</script>",
        "<a onclick='x()'>",
        "<a hx-on:click='x()'>",
        "<a href=' JavaScript:x()'>",
        "<iframe srcdoc='<p>'>",
    ):
        assert len(inline(bad)) == 1, bad
    assert not inline("<script src='/a.js'></script><script type='application/json'>{}</script><p>on x=1</p>")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_has_a_handler_or_switches_escaping_off(path):
    text = path.read_text()
    assert not re.search(r"\bhx-on|\bsrcdoc\b|hx-vals=['\"]?js:", text)
    assert not re.search(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_runs_text_as_code_or_reads_text_as_markup(path):
    runs = r"\beval\(|new Function|document\.write|srcdoc|setAttribute\(.(on|style)"
    reads = r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment"
    # The name of a way in which htmx swaps, as in hx-swap of a template: htmx is told to run nothing (below).
    text = path.read_text().replace('swap: "outerHTML"', "")
    # The answer to an upload is our own page under its own policy; a browser has no other way to show it.
    text = text.replace('document.write(request.responseText.replaceAll(MODULE, `$1#${Date.now()}"`));', "")
    assert not re.search(f"{runs}|{reads}", text)


def test_no_code_of_ours_marks_text_as_safe():
    marks = re.compile(r"mark_safe|SafeString|__html__|format_html\(f|csrf_exempt")
    apps = [
        path
        for path in ROOT.glob("*/**/*.py")
        if path.parts[len(ROOT.parts)] not in {".venv", ".run", "tests"}
    ]
    assert len(apps) > 150
    assert not [str(path.relative_to(ROOT)) for path in apps if marks.search(path.read_text())]


def test_htmx_is_told_to_run_nothing():
    text = (ROOT / "templates" / "base.html").read_text()
    found = re.search(r"name=\"htmx-config\"\s+content='(.*?)'", text, re.DOTALL)
    assert json.loads(found[1]) == {
        "allowEval": False,
        "allowScriptTags": False,
        "historyCacheSize": 0,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
    }
