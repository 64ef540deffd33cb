"""The three doors of every workbook: it is taken out, brought back, and looked at before anything of it is taken in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.moves import CannotMove
from portal.nhsuk import words

from .apart import read_apart
from .asking import WorkbookForm
from .comparing import Thing
from .reading import Brought, NotOurs
from .shape import About, Row, Sheet
from .showing import ready, shown
from .writing import CONTENT_TYPE, write

Left = Iterable[tuple[str, str]]  # (what was left alone, why)


class Beside(NamedTuple):
    """What came back beside what stands: its things, the mark of each thing that stands, and what is worth saying of the whole file."""

    things: Sequence[Thing]
    marks: Mapping[str, str]
    notes: Sequence[str]


class Exchange(ABC):
    """One workbook of one thing, as its reader may have it. Who may is asked before there is one."""

    kind: str  # by which its workbooks are known
    of: str  # the key of the thing
    title: str  # what the workbook calls itself
    file_name: str  # without day and ending
    caption: str
    back: str  # where it is brought back
    back_words = "Excel workbook"
    button = "Take in what is ticked"
    nothing = "Tick what is to be taken in"
    late = "This workbook has been taken in already."

    @abstractmethod
    def sheets(self) -> Sequence[Sheet]: ...

    @abstractmethod
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """Of each sheet, as they stand."""

    @abstractmethod
    def keep(self, brought: Brought, name: str) -> Any:
        """What came, kept for whoever brought it."""

    @abstractmethod
    def beside(self, came: Any) -> Beside: ...

    @abstractmethod
    def take_in(self, came: Any, chosen: Mapping[str, str]) -> tuple[Any, Left]:
        """The step that the chosen rows became, if any did, and what was left alone."""

    @abstractmethod
    def done(self, step: Any) -> str:
        """What is said when it was taken in."""

    def gather(self, sent: Any) -> tuple[Brought, str]:
        """What was sent, and its name."""
        return self.read(sent), sent.name

    def read(self, file: Any) -> Brought:
        return read_apart(file.read(), self.sheets(), kind=self.kind, of=self.of)

    @property
    def about(self) -> About:
        return About(self.kind, self.of, self.title, words.when(timezone.now()))

    def as_file(self, content: bytes, content_type: str, ending: str) -> HttpResponse:
        name = f"{self.file_name}-{timezone.localdate():%Y-%m-%d}.{ending}"
        return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def take_out(exchange: Exchange) -> HttpResponse:
    """Everything, as it stands."""
    rows = exchange.rows()
    content = write(exchange.about, [(sheet, rows[sheet.name]) for sheet in exchange.sheets()])
    return exchange.as_file(content, CONTENT_TYPE, "xlsx")


def bring_back(
    request: HttpRequest, exchange: Exchange, template: str, context: Callable[[], Mapping[str, Any]], asks: Any = WorkbookForm
) -> HttpResponse:
    """Ask for the file; what it says is kept, and then looked at. `context` is what its page shows around the question."""
    form = asks(request.POST, request.FILES) if request.method == "POST" else asks()
    if form.is_bound and form.is_valid():
        try:
            return redirect(exchange.keep(*exchange.gather(form.cleaned_data["file"])))
        except NotOurs as refusal:
            form.add_error("file", str(refusal))
    return render(request, template, {"form": form, **context()}, status=422 if form.errors else 200)


def look(request: HttpRequest, exchange: Exchange, came: Any) -> HttpResponse:
    """What the workbook would change, each with a box; then the step."""
    if request.method != "POST" or came.step_id:
        return _preview(request, exchange, came)
    chosen = _seen(request.POST.getlist("seen"))
    if "every" in request.POST:
        chosen |= ready(*exchange.beside(came)[:2])
    if not chosen:
        return _preview(request, exchange, came, problem=exchange.nothing)
    try:
        step, left = exchange.take_in(came, chosen)
    except CannotMove:
        messages.warning(request, exchange.late)
        return redirect(came)
    if step:
        messages.success(request, exchange.done(step))
    say_left(request, left)
    return redirect(exchange.back) if step else redirect(came)


def say_left(request: HttpRequest, left: Left) -> None:
    """What was left alone, by the reason."""
    of: dict[str, list[str]] = defaultdict(list)
    for name, why in left:
        of[why].append(name)
    for why, names in of.items():
        messages.warning(request, f"Left as {'it is' if len(names) == 1 else 'they are'}. {why}: {', '.join(names)}.")


def _seen(tokens: Sequence[str]) -> dict[str, str]:
    """{token: mark} of what the preview showed."""
    return {token: mark for token, _, mark in (one.rpartition(":") for one in tokens) if token and mark}


def _preview(request: HttpRequest, exchange: Exchange, came: Any, problem: str = "") -> HttpResponse:
    context = {
        "caption": exchange.caption,
        "workbook": came,
        "button": exchange.button,
        "back": exchange.back,
        "back_words": exchange.back_words,
        **shown(*exchange.beside(came), problem),
    }
    return render(request, "workbooks/preview.html", context, status=422 if problem else 200)
