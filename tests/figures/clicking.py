"""Opens every number of a page, and holds how many rows its list has against what the page says."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from casework.figures import Measure, figures
from figures.selectors.answers import LISTS
from tests.turn import is_due

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
COUNTED = re.compile(r"<strong data-count>([\d,]+)</strong>")
CHANGE = re.compile(r"上升|下降|持平")
OK = 200


class Numbers(HTMLParser):
    """The links of a page to lists of rows, each with its words, and the note behind it."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open, self.noted = [], None, False
        self.lists = {reverse(name) for name in LISTS.values()}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "a" and "?" in (url := known.get("href", "")) and urlsplit(url).path in self.lists:
            self.open = [url, "", ""]
            self.found.append(self.open)
        self.noted = tag == "span" and known.get("class") == "note"

    def handle_endtag(self, tag):
        if tag == "a":
            self.open = None
        if tag in {"td", "li", "span"}:
            self.noted = False

    def handle_data(self, data):
        if self.open:
            self.open[1] += data
        elif self.noted and self.found:
            self.found[-1][2] += data


@dataclass
class Clicks:
    """One user's clicks: how many numbers were opened, and what was wrong."""

    client: object
    share: int = 1  # of the numbers of a page one in so many is clicked in a run
    clicked: int = 0
    changes: int = 0
    pages: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    known: dict = field(default_factory=dict)  # the rows of each list that was opened

    def page(self, url):
        """Click every number of the page that has its turn (tests/turn.py): so many days click all."""
        response = self.client.get(url)
        assert response.status_code == OK, url
        self.pages.append(url)
        found = Numbers(response.content.decode()).found
        for place, (target, words, note) in enumerate(found, start=len(self.pages)):
            if is_due(place, self.share):
                self.click(url, target, words, note)

    def click(self, page, url, words, note):
        """A number is that of its list's rows; a change opens the rows that it starts from."""
        if CHANGE.search(words):
            self.changes += 1
            words = note
        told = NUMBER.search(words)
        if told is None:
            assert "——" in words, (page, words)
            self.rows(url)  # there is no number, but its list opens
            return
        if not self.same(url, told[0].replace(",", "")):
            self.wrong.append((page, url, words, self.known.get(url)))
        self.clicked += 1

    def same(self, url, told):
        rows, asked = self.rows(url), parse_qs(urlsplit(url).query)
        figure = figures().get(asked.get("figure", [""])[0])
        if told.endswith("%"):
            whole = self.rows(url.replace("part=hit", "part=population"))
            return asked["part"] == ["hit"] and float(told[:-1]) == pytest.approx(
                100 * rows / whole, abs=0.0501
            )
        if "." in told or (figure and figure.measure is Measure.AMOUNT):
            return rows > 0 or not float(told)  # a mean or a sum: its list holds what it is taken of
        return rows == int(told)

    def rows(self, url):
        """How many rows the list says it has; each list is opened once, without the page around it."""
        if url not in self.known:
            response = self.client.get(url, headers={"HX-Request": "true"})
            assert response.status_code == OK, url
            [told] = COUNTED.findall(response.content.decode())
            self.known[url] = int(told.replace(",", ""))
            assert self.known[url] == response.context["paginator"].count
        return self.known[url]
