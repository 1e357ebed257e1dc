"""Photos made for the tests: good ones, broken ones, ones with a place in them or a program behind."""

import base64
import random
import struct
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

PLACE = "KQPLACE"  # stands in everything that a camera writes, and must be served nowhere
LATITUDE = (30.0, 17.0, 29.0)
PHP, SCRIPT = b"<?php system($_GET[0]); ?>", b"<script>alert(1)</script>"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>{PLACE}</place></x:xmpmeta>'.encode()
# A photo as phones of today take them, of 64 by 48 points, with a place. Written by an encoder that the
# portal does not have, whose licence is another.
HEIC = base64.b64decode(
    """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA
ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAABoAAgAAAAAB/AABAAAAAAAAAJ4AAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA
AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA
kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq
5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh
cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA
ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAwG1kYXQAAAAWKAGvGYDvSaW//9szBHNHb/X61pj5uAAAAAZFeGlmAABNTQAqAAAA
CAACAQ4AAgAAAAgAAAAmiCUABAAAAAEAAAAuAAAAAEtRUExBQ0UAAAQAAQACAAAAAk4AAAAAAgAFAAAAAwAAAGQAAwACAAAAAkUA
AAAABAAFAAAAAwAAAHwAAAAAAAAAHgAAAAEAAAARAAAAAQAAAB0AAAABAAAAeAAAAAEAAAAIAAAAAQAAACkAAAAB
    """
)


def exif(orientation=1):
    """What a camera writes: how it was held, and where."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010E] = PLACE
    told[0x8825] = {1: "N", 2: LATITUDE, 3: "E", 4: (120.0, 8.0, 41.0)}
    return told


def scene(size, mode="RGB"):
    """Something of many colours, so that it weighs what a photo weighs."""
    width, height = size
    chance = random.Random(1)
    small = Image.new("RGB", (max(1, width // 16), max(1, height // 16)))
    small.putdata(
        [(chance.randrange(256), chance.randrange(256), 120) for _ in range(small.width * small.height)]
    )
    return small.resize(size).convert(mode)


def picture(kind="JPEG", mode="RGB", size=(400, 300), **save):
    kept = BytesIO()
    scene(size, mode).save(kept, kind, **({"exif": exif()} | save))
    return kept.getvalue()


def with_comment(told):
    return picture(comment=told)


def png_with_text(told):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", told)
    return picture("PNG", pnginfo=info)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side):
    """So many points a side, all of one colour: some kilobytes that unfold to gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    line = zlib.compress(bytes(side // 8 + 1) * 64, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", line) + chunk(b"IEND", b"")


def swollen_profile():
    """A PNG whose colour profile unfolds to a hundred megabytes."""
    good = picture("PNG", size=(40, 30), exif=b"")
    profile = chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(100_000_000), 9))
    return good[:33] + profile + good[33:]


def huge_jpeg():
    """A small JPEG that says of itself it is 65,000 points a side."""
    small = bytearray(picture(exif=b""))
    at = small.index(b"\xff\xc0") + 5
    small[at : at + 4] = struct.pack(">HH", 65000, 65000)
    return bytes(small)


def huge_webp():
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16382).to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
