"""Every file of the corpus, through the validator as the portal starts it (safety.md 3.8)."""

import io
import re
import struct
import sys
import zipfile
from functools import cache

import pytest
from PIL import Image

from security.uploads.checking import check
from security.uploads.refusal import Refused
from tests.files.corpus import BAD, DEFUSED, GOOD, content_of
from tests.files.papers import raw_streams
from tests.files.pictures import LATITUDE, PLACE

# How a degree, a minute and a second of the place stand in EXIF, in both orders of bytes.
DEGREES = [int(part) if place % 2 == 0 else 1 for part in LATITUDE for place in (0, 1)]
PLACES = [struct.pack(f"{order}6I", *DEGREES) for order in "<>"]
SAID_BY_CAMERAS = [PLACE.encode(), PLACE.encode("utf-16-le"), b"Exif\0\0", b"<x:xmpmeta", *PLACES]
CHINESE = re.compile("[\u4e00-\u9fff]{4,}")


def opened(content):
    """All that is in a file: the parts of a package, the streams of a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"\n".join(package.read(name) for name in package.namelist())
    return raw_streams(content) if content.startswith(b"%PDF") else content


def places_in(checked):
    found = opened(checked.content) + checked.thumbnail
    return [sign for sign in SAID_BY_CAMERAS if sign in found]


@cache
def verdict(sort, what):
    """What the validator makes of it, and what it says; each is asked once."""
    name, content, *_ = {"bad": BAD, "defused": DEFUSED, "good": GOOD}[sort][what]
    try:
        return check([content_of(content)], name=name), ""
    except Refused as error:
        return None, str(error)


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_words_that_say_how_to_mend_it(what, caplog):
    said = verdict("bad", what)[1]
    assert CHINESE.search(said), f"taken: {what}"
    assert said.endswith("。")
    assert "检查不下去" not in said, "the validator broke instead of saying what is wrong"
    assert not caplog.records


@pytest.mark.parametrize("what", DEFUSED)
def test_what_is_hidden_in_a_file_is_not_in_the_copy(what):
    _, content, gone, called = DEFUSED[what]
    checked, said = verdict("defused", what)
    assert not said
    assert checked.name == called
    assert not [sign for sign in gone if sign in checked.content + checked.thumbnail]
    assert checked.original == content_of(content)


@pytest.mark.parametrize("what", GOOD)
def test_a_good_file_is_taken_and_says_no_place(what):
    checked, said = verdict("good", what)
    assert not said
    assert not places_in(checked)
    if checked.content_type == "image/jpeg":
        for picture, side in ((checked.content, 2000), (checked.thumbnail, 320)):
            with Image.open(io.BytesIO(picture)) as image:
                image.load()
                assert (image.format, image.mode) == ("JPEG", "RGB")
                assert max(image.size) <= side
                assert not image.getexif()


def test_the_places_were_there_before():
    """The corpus would prove nothing if its photos knew no place."""
    contents = [opened(content_of(content)) for _, content in GOOD.values()]
    assert sum(any(sign in content for sign in SAID_BY_CAMERAS) for content in contents) >= 15


def test_figures(capsys):
    """The table of figures, for the closing note of the issue: pytest tests/files -q -s -k figures."""
    refused = [what for what in BAD if verdict("bad", what)[1]]
    taken = {what: verdict("defused", what)[0] for what in DEFUSED}
    taken |= {what: verdict("good", what)[0] for what in GOOD}
    defused = [
        what for what, (*_, gone, _) in DEFUSED.items() if not any(s in taken[what].content for s in gone)
    ]
    good = [what for what in GOOD if taken[what]]
    places = sum(len(places_in(checked)) for checked in taken.values() if checked)
    peaks = {what: checked.peak for what, checked in taken.items() if checked}
    most, large = max(peaks, key=peaks.get), "a photo of 48 megapixels"
    told = [
        f"bad files: {len(BAD)}, refused in words {len(refused)}",
        f"files with something hidden: {len(DEFUSED)}, defused {len(defused)}",
        f"good files: {len(GOOD)}, taken {len(good)}",
        f"places of photos served: {places}",
        f"peak memory of the validator: {peaks[most] / 1e6:.0f} MB ({most})",
        f"{large}: {peaks[large] / 1e6:.0f} MB",
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(told) + "\n")
    assert len(refused) + len(defused) >= 70
    assert len(good) >= 20
    assert not places
