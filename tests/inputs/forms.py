"""Every form of every page, as a browser reads it, and what somebody may type into it."""

from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup

TYPED = {"text", "search", "password", "email", "number", "month", "date", "tel", "url", None}
HOSTILE = {
    "markup": "'\"><canary></textarea></title></script><script>canary()</script>",
    "attribute": "\" onfocus=canary autofocus x=\"' onfocus='canary",
    "template": "{{ 7|add:41800 }}{% csrf_token %}{% include '/etc/passwd' %}${97*431}#{97*431}",
    "sql": "'; DROP TABLE casework_matter; -- \\' OR 1=1 /*",
    "formula": "=HYPERLINK(\"http://e.x\")|cmd|' /C calc'!A0",
    "nul": "一\x00二",
    "controls": "\x01\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029",
    "directions": "\u202e\u2066反\u200b\u200d\ufeff\ufffe\uffff",
    "beyond": "👨\u200d👩\u200d👧𠮷\U0010fffd",
    "lines": "a\r\nSet-Cookie: canary=1\r\n\r\n<canary>",
    "digits": "9" * 400,
    "long": "长" * 30_000,
    "paths": "../../../../etc/passwd%00%2e%2e/C:\\boot.ini",
    "percent": "%s%n%(x)s{0}{x!r}\\u003ccanary\\u003e&lt;canary&gt;&#60;canary>",
}


@dataclass
class Found:
    """A form: where it goes, what it would send as it stands, and which of its fields are typed into."""

    page: str
    method: str
    action: str
    given: dict[str, list[str]]
    typed: list[str]

    def filled(self, text, only=None):
        """What it sends with the text in all that is typed, or in one field alone."""
        return {**self.given, **{name: [text] for name in self.typed if only in {None, name}}}

    def __str__(self):
        return f"{self.method} {self.action} on {self.page}"


def forms_of(page, html):
    """The forms of a page that somebody can type into."""
    for form in BeautifulSoup(html, "lxml")("form"):
        given, typed = {}, []
        for control in form(["input", "textarea", "select"]):
            name, kind = control.get("name"), control.get("type")
            if not name or kind in {"file", "submit", "button", "image"}:
                continue
            if control.name == "select":
                given.setdefault(name, []).extend(chosen(control))
            elif kind in {"checkbox", "radio"}:
                if control.has_attr("checked"):
                    given.setdefault(name, []).append(control.get("value", "on"))
            elif control.name == "textarea" or kind in TYPED:
                typed.append(name)
                given[name] = [control.get("value") or control.text]
            else:
                given.setdefault(name, []).append(control.get("value", ""))
        if typed:
            action = urljoin(page, form.get("action") or page)
            yield Found(page, form.get("method", "get").lower(), action, given, typed)


def none_of_these(html):
    """What 都不是，记成新的一件 sends, where a page asks whether a case is known already."""
    (button,) = BeautifulSoup(html, "html.parser")("button", attrs={"name": "none_of"})
    return {"none_of": button["value"]}


def chosen(select):
    """The value of a select: what is chosen, or the first that is something."""
    options = [option.get("value", option.text) for option in select("option")]
    picked = [option.get("value", option.text) for option in select("option") if option.has_attr("selected")]
    return [value for value in picked if value][:1] or [value for value in options if value][:1]
