"""What is made of an uploaded photo, whatever its bytes."""

import random
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from security.uploads.pictures import cleaned
from security.uploads.refusal import Refused
from security.uploads.sorts import sort_of


def picture(kind, mode="RGB", **save):
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif[0x010E] = "现场"
    exif[0x8825] = {1: "N", 2: (30.0, 30.0, 0.0)}
    kept = BytesIO()
    Image.new(mode, (40, 30)).save(kept, kind, exif=exif, **save)
    return kept.getvalue()


def made(content):
    """What the validator makes of it, in this very process, so that many can be tried."""
    return Image.open(BytesIO(cleaned(content, sort_of(content, "a.jpg")).content))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")],
)
def test_a_photo_of_any_usual_kind_is_turned_and_kept_as_jpeg(kind, mode):
    kept = made(picture(kind, mode))
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (30, 40))


def test_a_photo_whose_exif_is_broken_is_kept_as_it_lies():
    broken = picture("JPEG").replace(b"MM\x00*", b"MM\x00!")
    assert made(broken).size == (40, 30)


@pytest.mark.filterwarnings("ignore")  # of the picture library, about what it drops
def test_whatever_bytes_arrive_they_are_kept_or_refused():
    chance = random.Random(7)
    seeds = [picture(kind) for kind in ("JPEG", "PNG", "WEBP")]
    for _ in range(1500):
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(min(200, len(content)))] = chance.randrange(256)
        with suppress(Refused):
            assert made(bytes(content)).format == "JPEG"
