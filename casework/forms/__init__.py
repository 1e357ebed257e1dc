import time
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User
from casework.models import Attachment, Matter, Reveal
from casework.services.files import check_disk, check_room, cleaned
from casework.services.sealing import index_of
from security import clock
from security.findings import WARNED, What, find, told
from security.identifiers import bare, id_check, is_day, is_landline, is_mobile, phone_of
from security.uploads.checking import Checked

TEXT_LENGTH = 2000
# A hint to the browser alone; images first, so that a phone offers its camera.
ACCEPTED = "image/*,.pdf,.docx,.xlsx,.txt,.csv"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All files of this name, also where whoever sends can name one alone."""
        if hasattr(files, "getlist"):
            return files.getlist(name)
        return [files[name]] if files.get(name) else []


class FilesField(forms.FileField):
    """Some optional files; the clean value is a tuple of what may be kept of each (a Checked)."""

    def __init__(self, **kwargs: Any) -> None:
        widget = FilesInput(attrs={"accept": ACCEPTED, "data-photo-in": ""})
        super().__init__(required=False, allow_empty_file=True, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> tuple[Checked, ...]:
        """Each file is looked at, so that one press tells all that is wrong."""
        given = [super(FilesField, self).clean(one) for one in data or []]
        if not given:
            return ()
        if len(given) > settings.UPLOAD_AT_ONCE:
            raise ValidationError(
                f"一次最多传 {settings.UPLOAD_AT_ONCE} 个，现在选了 {len(given)} 个。"
                "先交一部分，其余的随后补。"
            )
        check_disk()
        kept, errors, began = [], [], time.monotonic()
        for upload in given:
            try:
                if time.monotonic() - began > settings.UPLOAD_SECONDS_AT_ONCE:
                    raise ValidationError("这些文件检查得太久。分几次交，一次少选几个。")
                kept.append(cleaned(upload))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return tuple(kept)


def no_room(form: forms.Form, *, matter: Matter | None) -> None:
    """Say at the files of a form that there are too many of them already."""
    try:
        check_room(form.cleaned_data.get("attachments", ()), matter=matter)
    except ValidationError as error:
        form.add_error("attachments", error)


class AttachForm(forms.Form):
    """Files for a matter, at any time."""

    attachments = FilesField(label="照片或文件", help_text="可以一次选几个")
    stage = forms.ChoiceField(
        label="是什么", choices=Attachment.Stage, initial=Attachment.Stage.OTHER, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("attachments") and "attachments" not in self.errors:
            self.add_error("attachments", "选至少一个照片或文件。")
        no_room(self, matter=self.matter)
        return given


class OriginalForm(forms.Form):
    """What an original is needed for."""

    words = forms.CharField(label="用来做什么", max_length=200, help_text="比如“移送派出所作证据”")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].error_messages["required"] = "写一句用来做什么"


class TextField(forms.CharField):
    """A few sentences. The errors say how to mend it."""

    def __init__(self, *, empty: str = "这里要写一句，几个字就行", rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.error_messages["required"] = empty

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > TEXT_LENGTH:
            raise ValidationError(
                f"写了 {len(value)} 个字，最多 {TEXT_LENGTH} 个字。删短一点，细节可以之后写进进展。"
            )
        if "\x00" in value:
            raise ValidationError("文字里有看不见的特殊字符，重新输入这一段。")


class PrivateField(forms.CharField):
    """A detail that is kept sealed: no browser keeps it, no draft on the device, and no warning reads it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "data-undrafted": ""}
        widget = forms.TextInput(attrs=attrs | kwargs.pop("attrs", {}))
        super().__init__(required=False, widget=widget, **kwargs)


class PhoneField(PrivateField):
    """A mobile number, or one at home with its area code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, attrs={"inputmode": "tel"}, **kwargs)

    def clean(self, value: Any) -> str:
        number = phone_of(super().clean(value))
        if not number or is_mobile(number) or is_landline(number):
            return number
        if number.isdigit() and number.startswith("1") and len(number) != 11:
            raise ValidationError(f"手机号应是 11 位，现在是 {len(number)} 位。")
        raise ValidationError("写 11 位手机号，或者带区号的座机，比如 0573-1234567。")


class MailField(PrivateField):
    """An e-mail address."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).strip()
        try:
            validate_email(address or "nobody@example.com")
        except ValidationError:
            raise ValidationError("电子邮箱写得不对，要像 zhang@example.com 这样写。") from None
        return address


class IdNumberField(PrivateField):
    """A resident's number of 18 signs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        number = bare(super().clean(value))
        if not number:
            return ""
        if len(number) != 18:
            raise ValidationError(f"身份证号应是 18 位，现在是 {len(number)} 位。")
        if not number[:17].isascii() or not number[:17].isdigit():
            raise ValidationError("身份证号前 17 位都是数字，检查一下。")
        if not is_day(number[6:14]) or number[6:14] > f"{clock.today():%Y%m%d}":
            raise ValidationError("第 7 到 14 位是出生日期，没有这一天，检查一下。")
        if id_check(number[:17]) != number[17]:
            raise ValidationError("最后一位和前面的对不上，检查有没有输错。")
        return number


class ReporterForm(forms.Form):
    """Who reported it, where they said so: sealed at once, shown masked."""

    reporter_name = PrivateField(label="姓名", max_length=40)
    reporter_phone = PhoneField(label="电话")
    reporter_address = PrivateField(label="住址", max_length=120)
    reporter_id_number = IdNumberField(label="身份证号")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        hidden = given.get("reporter_address") or given.get("reporter_id_number")
        if hidden and not self.errors and not (given["reporter_name"] or given["reporter_phone"]):
            self.add_error("reporter_name", "姓名和电话至少写一样，才知道是谁。")
        return given

    @property
    def names_reporter(self) -> bool:
        """Was anything said of the reporter, or is it wrong? Then the page shows that part unfolded."""
        return any(self.data.get(f"reporter_{name}") for name in ("name", "phone")) or self.names_more

    @property
    def names_more(self) -> bool:
        return any(self.data.get(f"reporter_{name}") for name in ("address", "id_number"))

    def reporter(self) -> dict[str, str]:
        """What was said of the reporter, taken out of a valid form's values. Nothing where nothing was."""
        names = [name for name in self.cleaned_data if name.startswith("reporter_")]
        told_of = {name.removeprefix("reporter_"): self.cleaned_data.pop(name) for name in names}
        return told_of if any(told_of.values()) else {}


class PersonSearchForm(forms.Form):
    """A whole number to find a person's matters by. It is posted, so that no address and no log holds it."""

    number = PrivateField(label="电话或身份证号", max_length=30, help_text="写全，才找得到")

    def clean_number(self) -> str:
        """The number's blind index, which tells nobody the number."""
        index = index_of(self.cleaned_data["number"])
        if not index:
            raise ValidationError("写完整的 11 位手机号、带区号的座机或 18 位身份证号。")
        return index


class RevealForm(forms.Form):
    """What somebody's full details are needed for."""

    purpose = forms.ChoiceField(label="用来做什么", choices=Reveal.Purpose, widget=forms.RadioSelect)
    words = forms.CharField(
        label="说明", max_length=200, required=False, help_text="选“依法提供”或“其他”时要写"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].error_messages["required"] = "选一个用途"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("purpose") in Reveal.NEED_WORDS and not given.get("words"):
            self.add_error("words", "写一句提供给谁、用来做什么。")
        return given


def gives_pause(form: forms.Form) -> bool:
    """Do the words of a valid form, or names of its files, give somebody away? Then the page says so once.

    `form.warnings` gets each field's id and a sentence that holds no value. A warning never forbids: with
    the button 仍然提交 the form goes in, and pressed again with no more in it, too.
    """
    form.warnings = [*warnings(form)]
    form.warned = " ".join(sentence for _, sentence in form.warnings)
    return bool(form.warnings) and not form.data.get("as_written") and form.data.get("warned") != form.warned


def warnings(form: forms.Form) -> Iterator[tuple[str, str]]:
    """The id of each field that gives something away, and what, in a sentence."""
    for name, field in form.fields.items():
        value, where = form.cleaned_data.get(name), f"“{field.label}”"
        if isinstance(field, FilesField):
            value, where = " ".join(file.name for file in value or ()), f"{field.label}的文件名"
        if isinstance(value, str) and not isinstance(field, PrivateField):
            for sentence in given_away(value):
                yield form[name].auto_id, where + sentence


def given_away(words: str) -> Iterator[str]:
    """What such words give away; nothing of the values."""
    found = [finding for finding in find(words) if finding.what in WARNED]
    if any(finding.what is What.CLASSIFIED for finding in found):
        yield "里好像有密级标志。涉密的内容不能放进本平台。"
    if others := [finding for finding in found if finding.what is not What.CLASSIFIED]:
        yield f"里好像有 {told(others)}。"


class MoveForm(forms.Form):
    """What every move asks. `matter` and `user` narrow the choices to what fits them."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, matter: Matter, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.user = user
        self.fields["seen"].initial = matter.version

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "attachments" in self.fields:
            no_room(self, matter=self.matter)
        return given

    def renew(self, matter: Matter, error: Exception) -> None:
        """Say that somebody was faster; the next press is made knowing the matter as it now stands."""
        self.add_error(None, str(error))
        self.data = self.data.copy()
        self.data["seen"] = str(matter.version)

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of the move's service; call it on a valid form."""
        given = dict(self.cleaned_data)
        if "attachments" in given:
            given["files"] = given.pop("attachments")
        return given
