"""What an uploaded file is called from then on: readable, and nothing that deceives whoever opens it."""

import re
import unicodedata

from security.uploads import refusal
from security.uploads.refusal import Refused

LENGTH = 80
# Signs that turn the direction of writing, or that nobody sees: with one, 照片…gpj.exe shows as 照片exe.jpg.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
PROGRAMS_TOLD = """
    apk app bat bin chm cmd com cpl deb dll dmg docm dotm exe gadget hta htm html inf iso jar js jse lnk
    mht mhtml msc msi msp pdb php phtml pif potm ppam pptm ps1 py rpm reg scf scr sh shtml svg svgz swf
    sys url vb vbe vbs wsf wsh xhtml xla xlam xlm xlsb xlsm xltm xml xsl
"""
PROGRAMS = frozenset(PROGRAMS_TOLD.split())
KNOWN_TOLD = """
    jpg jpeg png webp heic heif gif bmp tif tiff pdf doc docx xls xlsx ppt pptx wps et txt csv tsv log md
    zip rar
"""
KNOWN = frozenset(KNOWN_TOLD.split())
RESERVED = re.compile(r'[<>:"|?*%]')


def shown(told: str) -> str:
    """The name without path, unseen signs and signs that systems give a meaning; never empty."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", told))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in UNSEEN)
    return " ".join(RESERVED.sub("_", seen).split()).strip(" .")[-200:] or "文件"


def kept(told: str, suffix: str) -> str:
    """The name under which the clean copy is kept, with the one suffix that fits it.

    Raises Refused where the name is that of a program or a page, even if the content is none.
    """
    name = shown(told)
    stem, _, last = name.rpartition(".")
    if last.lower() in PROGRAMS and stem:
        raise Refused(refusal.BAD_NAME)
    while stem and last.lower() in KNOWN:
        name, (stem, _, last) = stem, stem.rpartition(".")
    stem = re.sub(r"\.(?=[^.]*)", "_", name) if has_suffixes(name) else name
    return f"{stem[:LENGTH].strip(' ._') or '文件'}.{suffix}"


def has_suffixes(name: str) -> bool:
    """Does some part after a point look like a program's suffix? "3.15现场" may keep its point."""
    return any(part.lower() in PROGRAMS for part in name.split(".")[1:])
