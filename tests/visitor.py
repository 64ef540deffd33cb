"""A person with a plain HTTP client: keeps cookies, fills in the forms of the page in front of them, follows links."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag


@dataclass
class Page:
    address: str
    status: int
    kind: str  # text/html, application/pdf
    body: bytes

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html.parser")

    @property
    def words(self) -> str:
        """What a reader sees, in one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def title(self) -> str:
        heading = self.soup.find("h1")
        return " ".join(heading.get_text(" ").split()) if heading else ""

    def link(self, words: str) -> str:
        """The address of the first link whose text contains these words."""
        for link in self.soup.find_all("a", href=True):
            if words in " ".join(link.get_text(" ").split()):
                return urllib.parse.urljoin(self.address, str(link["href"]))
        raise AssertionError(f"No link “{words}” on {self.address} ({self.title})")

    def form(self, button: str) -> Tag:
        """The form that has this button."""
        for form in self.soup.find_all("form"):
            if any(button in " ".join(found.get_text(" ").split()) for found in form.find_all("button")):
                return form
        raise AssertionError(f"No form with the button “{button}” on {self.address} ({self.status}, {self.title})")


def typed(form: Tag, button: str) -> list[tuple[str, str]]:
    """What a browser would send if nothing were changed and this button were pressed."""
    pairs = []
    for field in form.find_all(["input", "textarea", "select", "button"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            pairs.append((name, field.get_text().removeprefix("\n")))
        elif field.name == "select":
            chosen = [option for option in field.find_all("option") if option.has_attr("selected")] or field.find_all("option")[:1]
            pairs += [(name, option.get("value", option.get_text())) for option in chosen]
        elif field.name == "button":
            pairs += [(name, field.get("value", ""))] if button in " ".join(field.get_text(" ").split()) else []
        elif field.get("type") not in ("checkbox", "radio", "file", "submit") or field.has_attr("checked"):
            pairs.append((name, field.get("value", "on" if field.get("type") in ("checkbox", "radio") else "")))
    return pairs


class Visitor:
    def __init__(self, address: str):
        self.address = address.rstrip("/")
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.page = Page(self.address, 0, "", b"")
        self.password = ""

    def open(self, where: str, body: bytes | None = None, **headers: str) -> Page:
        address = urllib.parse.urljoin(self.address + "/", where)
        request = urllib.request.Request(address, data=body, headers={"Referer": self.page.address, **headers})
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            self.page = Page(answer.url, answer.status, answer.headers.get_content_type(), answer.read())
        return self.page

    def follow(self, words: str) -> Page:
        return self.open(self.page.link(words))

    def send(self, button: str, **fields: Any) -> Page:
        """Press a button of the page, with these fields changed: a list gives one name several values, None empties it."""
        form = self.page.form(button)
        pairs = [(name, value) for name, value in typed(form, button) if name not in fields]
        for name, value in fields.items():
            values = value if isinstance(value, list) else [] if value is None else [value]
            pairs += [(name, one) for one in values]
        where = urllib.parse.urljoin(self.page.address, str(form.get("action") or ""))
        page = self._post_or_get(form, where, pairs)
        asked_again = page.title == "Confirm it is you" and button != "Confirm"
        return self.send("Confirm", password=self.password) if asked_again else page

    def _post_or_get(self, form: Tag, where: str, pairs: list[tuple[str, Any]]) -> Page:
        if str(form.get("method", "get")).lower() == "get":
            return self.open(f"{where.partition('?')[0]}?{urllib.parse.urlencode(pairs)}")
        if form.get("enctype") == "multipart/form-data":
            boundary = uuid.uuid4().hex
            return self.open(where, _multipart(pairs, boundary), **{"Content-Type": f"multipart/form-data; boundary={boundary}"})
        return self.open(where, urllib.parse.urlencode(pairs).encode())

    def log_in(self, person: dict[str, str]) -> Page:
        self.password = person["password"]
        self.open("/login/")
        page = self.send("Log in", login=person["email"], password=person["password"])
        assert "/login/" not in page.address, f"{person['email']} could not log in: {page.status} {page.words[:300]}"
        return page


def _multipart(pairs: list[tuple[str, Any]], boundary: str) -> bytes:
    """A value that is (file name, type, bytes) goes as a file."""
    parts = []
    for name, value in pairs:
        file_name, kind, content = value if isinstance(value, tuple) else (None, None, str(value).encode())
        head = f'Content-Disposition: form-data; name="{name}"'
        head += f'; filename="{file_name}"\r\nContent-Type: {kind}' if file_name else ""
        parts.append(f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode()
