"""PDF made for the tests: good ones, and ones that act, hide, hold or swell."""

import zlib
from io import BytesIO

import pikepdf
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String

from tests.files.pictures import PLACE, XMP, picture

FLATE = Name.FlateDecode


def saved(pdf, **how):
    kept = BytesIO()
    pdf.save(kept, **how)
    return kept.getvalue()


def paper(change=None, **how):
    """One page; `change` is given the PDF to put something into it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    if change:
        change(pdf)
    return saved(pdf, **how)


def action(**parts):
    return Dictionary(Type=Name.Action, **parts)


def script(words="app.alert(1)"):
    return action(S=Name.JavaScript, JS=String(words))


def opening(what):
    """A PDF that does this when it is opened."""

    def change(pdf):
        pdf.Root.OpenAction = what

    return paper(change)


def noted(**note):
    """A PDF with this note on its page."""

    def change(pdf):
        rectangle = Array([0, 0, 99, 99])
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=rectangle, **note)])

    return paper(change)


def linked(where):
    return noted(Subtype=Name.Link, A=action(S=Name.URI, URI=String(where)))


def named_script(pdf):
    names = Array([String("x"), pdf.make_indirect(script())])
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))


def page_script(pdf):
    pdf.pages[0].AA = Dictionary(O=script())


def holding_file(pdf):
    pdf.attachments["a.exe"] = b"MZ"


def dynamic_form(pdf):
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"))


def swelling(pdf):
    """A page of 200 MB, which are 200 KB on the disk."""
    packed = pdf.make_stream(b"")
    packed.write(zlib.compress(bytes(200_000_000), 9), filter=FLATE)
    pdf.pages[0].Contents = packed


def squeezed_twice(pdf):
    twice = zlib.compress(zlib.compress(bytes(30_000_000), 9), 9)
    pdf.pages[0].Contents = pdf.make_stream(twice)
    pdf.pages[0].Contents.Filter = Array([FLATE, FLATE])


AS_IT_IS = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}


def wide_picture(pdf):
    image = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))


def no_pages(pdf):
    del pdf.pages[0]


def deep(pdf):
    """A dictionary in a dictionary, a thousand times."""
    inner = Dictionary()
    for _ in range(400):
        inner = Dictionary(K=inner)
    pdf.Root.Deep = inner


def with_photo(pdf):
    """A photo as it came from the camera, and what programs write about it."""
    image = pdf.make_stream(picture(size=(64, 48), comment=PLACE.encode()))
    image.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=64,
        Height=48,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Length=0,
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))
    image.Metadata = pdf.make_stream(XMP)
    pdf.pages[0].Contents = pdf.make_stream(b"q 99 0 0 99 50 50 cm /I Do Q")
    pdf.Root.Metadata = pdf.make_stream(XMP)
    pdf.docinfo["/Author"] = PLACE


def with_packed_photo(pdf):
    """The same, packed once more, as some scanners do."""
    with_photo(pdf)
    image = pdf.pages[0].Resources.XObject.I
    image.write(zlib.compress(image.read_raw_bytes()), filter=Array([FLATE, Name.DCTDecode]))


def hidden_name():
    """A script whose name is written with a code, and which a search for the word does not find."""
    return opening(script()).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")


def written():
    """A report as the portal itself writes one."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="Agreement of mediation", link="https://example.org/")
    return bytes(pdf.output())


def raw_streams(content):
    """All that stands in a PDF, its streams as they are and as they are read."""
    found = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_raw_bytes())
                if one.get("/Filter") in (None, FLATE):
                    found.append(one.read_bytes())
            else:
                found.append(one.unparse(resolved=True))
    return b"".join(found)


def locked(**passwords):
    return paper(encryption=pikepdf.Encryption(**passwords))


OBJECT_STREAMS = pikepdf.ObjectStreamMode.generate
BAD = {
    "a script at opening": opening(script()),
    "a script by name": paper(named_script),
    "a script in an object stream": paper(named_script, object_stream_mode=OBJECT_STREAMS),
    "a script of a page": paper(page_script),
    "a script whose name is coded": hidden_name(),
    "a program to be started": opening(action(S=Name.Launch, F=String("cmd.exe"))),
    "a form that sends itself": opening(action(S=Name.SubmitForm, F=String("http://example.org"))),
    "data from elsewhere": opening(action(S=Name.ImportData, F=String("a.fdf"))),
    "a jump into another file": opening(action(S=Name.GoToR, F=String("\\\\host\\a.pdf"), D=Array([0]))),
    "a jump into a file inside": opening(action(S=Name.GoToE, D=Array([0]))),
    "a film by action": opening(action(S=Name.Rendition)),
    "a file inside": paper(holding_file),
    "a file pinned on": noted(Subtype=Name.FileAttachment),
    "rich media": noted(Subtype=Name.RichMedia),
    "a model in space": noted(Subtype=Name("/3D")),
    "a film": noted(Subtype=Name.Movie),
    "a sound": noted(Subtype=Name.Sound),
    "a form of XFA": paper(dynamic_form),
    "a link to a file": linked("file:///c:/windows/system32/calc.exe"),
    "a link that is a script": linked("javascript:alert(1)"),
    "a password to open": locked(user="a", owner="b"),
    "a password to print": locked(user="", owner="b"),
    "a page that swells": paper(swelling),
    "a page squeezed twice": paper(squeezed_twice, **AS_IT_IS),
    "a picture of ten thousand megapixels": paper(wide_picture),
    "no page": paper(no_pages),
    "dictionaries without end": paper(deep),
    "an end that is missing": paper()[:150],
    "something before it": b"GIF89a;" + paper(),
    "a head alone": b"%PDF-1.7\n",
}
