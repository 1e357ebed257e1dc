"""The ground of the front end: what is vendored, how heavy it is, and whether it can be read."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
MANIFEST = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text())

OURS = [path for kind in ("css", "field", "office") for path in sorted((STATIC / kind).glob("*.*"))]
PAGES = sorted(TEMPLATES.rglob("*.html"))

GROUNDS = ("--paper", "--surface", "--accent-soft", "--late-soft", "--today-soft", "--good-soft")
EXTERNAL = re.compile(r"""(?:https?:)?//[\w-]+\.[\w.-]+""")
NAMESPACE = "http://www.w3.org/2000/svg"


def integrity(path: Path) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def weight(paths: list[Path]) -> int:
    """Bytes on the line, gzipped one by one as they are served."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def loaded_by(*templates: str) -> list[Path]:
    """The scripts and style sheets that these templates ask for."""
    text = "".join((TEMPLATES / name).read_text() for name in templates)
    return [STATIC / name for name in re.findall(r"""\{% static ['"]([^'"]+\.(?:js|css))['"] %\}""", text)]


def tokens() -> dict[str, str]:
    """The colours by name, as the style sheet declares them."""
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", (STATIC / "css" / "ground.css").read_text()))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(luminance(tokens()[name]) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("package", MANIFEST, ids=lambda package: package["name"])
def test_vendored_files_are_the_ones_that_were_checked_in(package):
    for name, expected in package["files"].items():
        assert integrity(STATIC / "vendor" / name) == expected, name
    assert any("LICENSE" in name for name in package["files"])


def test_every_vendored_file_is_in_the_manifest():
    listed = {name for package in MANIFEST for name in package["files"]} | {"MANIFEST.json"}
    found = {
        str(path.relative_to(STATIC / "vendor")) for path in (STATIC / "vendor").rglob("*") if path.is_file()
    }
    assert found == listed


@pytest.mark.parametrize("path", OURS + PAGES, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    text = path.read_text().replace(NAMESPACE, "")
    assert not EXTERNAL.search(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_pages_have_no_inline_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\b(?:src=|type=['\"]application/json))", text)


def test_field_pages_are_light():
    """JavaScript and CSS of a grid worker's page: at most 120 KB on the line (ux.md, M7)."""
    files = loaded_by("base.html")
    assert len(files) >= 10
    assert weight(files) <= 120_000


def test_our_own_style_sheets_are_small():
    assert weight(sorted((STATIC / "css").glob("*.css"))) <= 25_000


def test_the_charts_are_not_loaded_by_field_pages():
    assert not [path for path in loaded_by("base.html") if "echarts" in path.name]
    assert [path for path in loaded_by("_chart_scripts.html") if "echarts" in path.name]


def test_every_file_that_a_template_names_exists():
    for path in PAGES:
        for name in re.findall(r"""\{% static ['"]([^'"]+)['"] %\}""", path.read_text()):
            assert (STATIC / name).is_file(), (path.name, name)


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    for path in PAGES:
        for name in re.findall(r"""_icon\.html" with name="([\w-]+)" ?[%a-z]""", path.read_text()):
            if not name.endswith("-"):
                assert name in drawn, (path.name, name)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    "words", ["--ink", "--ink-soft", "--accent", "--accent-deep", "--late", "--today", "--good"]
)
def test_every_text_colour_can_be_read_on_every_ground(words, ground):
    assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("ground", ["--paper", "--surface"])
@pytest.mark.parametrize("words", ["--ink", "--ink-soft", "--accent", "--late", "--today", "--good"])
def test_main_text_can_be_read_in_the_sun(words, ground):
    assert contrast(words, ground) >= 7


def test_text_on_the_accent_and_edges_of_controls_stand_out():
    assert contrast("--on-accent", "--accent") >= 7
    assert contrast("--edge", "--surface") >= 3
    assert contrast("--edge", "--paper") >= 3


def test_no_file_of_ours_outgrows_its_room():
    for path in OURS:
        lines = len(path.read_text().splitlines())
        assert lines < (150 if path.suffix == ".js" else 300), path.name
