"""The pictures of an intention, a chapter or a passage: each handed to whoever may read the thing it stands in, and mended on one page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves import CannotMove
from portal.nhsuk import words
from portal.nhsuk.problems import problems_of
from portal.printing.serving import SAFE
from portal.reading.pictures import MOST_BYTES, NoPicture, drawn

from .. import actions, forms
from ..documents.pictures import MOST, path_of
from ..models import Brought, CaseStudy, Chapter, Edition, Finding, Round, Section, Version
from ..states import FindingKind
from .doors import asked, the_chapter, the_intention, the_passage, the_round

KINDS = {"png": "image/png", "jpg": "image/jpeg"}
STAYS = {"Cache-Control": "public, max-age=86400, immutable"}  # what an edition or a published version shows never changes
MOST_PASTED = 40
HOMES = {"section": "passage", "example": "example"}


# ── Handing out ─────────────────────────────────────────────────────────────────────────────────────────────────────
@login_not_required
@require_GET
def picture(request, kind, pk, file):
    """To those who may read what it stands in: everybody of what is published, its writers of a draft, nobody of what is not there."""
    if kind not in HOLDERS:
        raise Http404
    is_public = HOLDERS[kind](request.user, pk, file)
    try:
        content = default_storage.open(path_of(file))
    except OSError as gone:
        raise Http404 from gone
    answer = FileResponse(content, content_type=KINDS[file.rpartition(".")[2]])
    for name, value in {**SAFE, **(STAYS if is_public else {})}.items():
        answer.headers[name] = value
    return answer


def _in_version(user, pk, file):
    found = get_object_or_404(Version.objects.visible_to(user), pk=pk, pictures__contains=[{"file": file}])
    return found.published_at is not None


def _in_edition(user, pk, file):
    get_object_or_404(Edition.objects.visible_to(user).showing(file), pk=pk)
    return True


def _in_draft(user, pk, file):
    """Of what is being written in this round: an intention, a chapter, a passage."""
    round = get_object_or_404(Round.objects.visible_to(user).written_by(user), pk=pk)
    if not any(
        model.objects.visible_to(user).filter(round=round, pictures__contains=[{"file": file}]).exists()
        for model in (Chapter, Section, CaseStudy)
    ):
        get_object_or_404(Version.objects.visible_to(user), latest_of__round=round, pictures__contains=[{"file": file}])
    return False


def _in_document(user, pk, file):
    """Of a document that was brought in, for whoever goes through it."""
    found = get_object_or_404(Brought.objects.visible_to(user), pk=pk)
    get_list_or_404(Finding.objects.visible_to(user).filter(brought=found, kind=FindingKind.FIGURE, facts__file=file))
    return False


HOLDERS = {"version": _in_version, "edition": _in_edition, "draft": _in_draft, "brought": _in_document}


# ── The page on which they are mended ───────────────────────────────────────────────────────────────────────────────
@dataclass
class Home:
    """What the pictures stand in, and how one comes and goes. `kind` and `of` are the words of their addresses."""

    thing: Any
    round: Any
    title: str
    back: str
    here: str
    kind: str
    of: Any
    may_edit: bool


@require_http_methods(["GET", "POST"])
def pictures(request, round, reference):
    intention = the_intention(request, round, reference)
    version = intention.latest
    asked(request, "draft", version)
    may_edit = version.is_editable and request.user.has_perm("intentions.edit", version)
    here = reverse("intentions:pictures", args=[round, reference])
    title = f"{intention} {version.title}"
    return _answer(request, Home(version, intention.round, title, intention.get_draft_url(), here, "version", version.pk, may_edit))


@require_http_methods(["GET", "POST"])
def chapter_pictures(request, round, code):
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    asked(request, "draft", round)
    here = reverse("intentions:chapter_pictures", args=[round.slug, code])
    may_edit = request.user.has_perm("intentions.edit", round)
    return _answer(request, Home(chapter, round, f"{code} {chapter}", chapter.get_absolute_url(), here, "draft", round.pk, may_edit))


@require_http_methods(["GET", "POST"])
def passage_pictures(request, round, kind, pk):
    round = the_round(request, round)
    if kind not in HOMES:
        raise Http404
    passage, _ = the_passage(request, round, kind, pk)
    asked(request, "draft", round)
    here, back = (reverse(f"intentions:{name}", args=[round.slug, kind, pk]) for name in ("passage_pictures", "edit_passage"))
    may_edit = request.user.has_perm("intentions.edit", round)
    return _answer(request, Home(passage, round, str(passage), back, here, "draft", round.pk, may_edit))


def _answer(request, home):
    if request.method == "GET":
        return _page(request, home)
    asked(request, "edit", home.thing if isinstance(home.thing, Version) else home.round)
    for verb, act in VERBS.items():
        if verb in request.POST:
            return act(request, home)
    return _say(request, home)


def _say(request, home, then=None):
    """With the buttons between the words too, so that none of them is lost; `then` is what the button does."""
    rows = forms.pictures_of(home.thing.pictures, request.POST)
    if problems := problems_of(*rows.values()):
        return _page(request, home, rows=rows, problems=problems, status=422)
    said = {file: form.said() for file, form in rows.items() if form.has_changed()}
    try:
        actions.say_pictures(thing=home.thing, by=request.user, revision=_revision(request), said=said)
    except actions.Stale as stale:
        home.thing = stale.thing
        theirs = {row["file"]: row for row in home.thing.pictures}
        who = stale.conflicts["pictures"].by or "A colleague"
        return _page(request, home, rows=forms.pictures_of(home.thing.pictures, request.POST), theirs=theirs, who=who, status=409)
    messages.success(request, then() if then else "What is said of the pictures is saved.")
    return redirect(home.here)


def _add(request, home):
    form = forms.AddPictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, home, add=form, problems=problems_of(form), status=422)
    picture = form.cleaned_data["file"]
    added = actions.add_pictures(thing=home.thing, by=request.user, pictures=[actions.Arrived(picture, **form.said())])
    if added.over:
        form.add_error("file", f"There are {MOST} pictures already. Remove one first")
        return _page(request, home, add=form, problems=problems_of(form), status=422)
    moved = " It was a moving picture: its first one is kept." if picture.moved else ""
    messages.success(request, "This picture is here already." if added.there else f"The picture is added.{moved}")
    return redirect(home.here)


def _remove(request, home):
    def remove():
        actions.remove_picture(thing=home.thing, by=request.user, file=request.POST["remove"])
        return "The picture is removed from the draft. You can put it back below."

    return _say(request, home, remove)


def _put_back(request, home):
    actions.put_back_picture(thing=home.thing, by=request.user, file=request.POST["put_back"])
    messages.success(request, "The picture is back.")
    return redirect(home.here)


def _up(request, home):
    def move():
        actions.move_picture(thing=home.thing, by=request.user, file=request.POST["up"])
        return "The picture is moved up."

    return _say(request, home, move)


def _pasted(request, home):
    """Out of an editor: which of them were kept, in words for the notice beside the text. The others are named there as left out."""
    came = request.FILES.getlist("pictures")[:MOST_PASTED]
    read = [_arrived(request, file, at) for at, file in enumerate(came)]
    try:
        added = actions.add_pictures(thing=home.thing, by=request.user, pictures=[one for one in read if one])
    except CannotMove:
        return JsonResponse({"pictures": [False for _ in read], "files": [], "words": ""}, status=409)
    there, before = ({row["file"] for row in thing.pictures} for thing in (added.thing, home.thing))
    kept = [bool(one) and one.drawn.file in there for one in read]
    fresh = list({one.drawn.file: None for one in read if one and one.drawn.file in there - before})
    said = f"Kept as an attachment: {words.counted(added.kept, 'picture')}." if added.kept else "This picture is attached already."
    return JsonResponse({"pictures": kept, "files": fresh, "words": said if any(kept) else "", "href": home.here})


def _arrived(request, file, at):
    """As it will be kept; nothing for what is no picture, or too small to say anything."""
    if (file.size or 0) > MOST_BYTES:
        return None
    try:
        found = drawn(file.read())
    except NoPicture:
        return None
    said = {name: (request.POST.getlist(name)[at : at + 1] or [""])[0].strip() for name in ("alternative", "after")}
    alternative = "" if forms.is_file_name(said["alternative"]) else said["alternative"][:500]
    return None if found.is_ornament else actions.Arrived(found, alternative=alternative, after=said["after"][-60:])


def _unpasted(request, home):
    """The paste is undone, and the pictures that came with it."""
    thing = home.thing
    for file in request.POST.getlist("files")[:MOST_PASTED]:
        thing = actions.remove_picture(thing=thing, by=request.user, file=file)
    return JsonResponse({"pictures": [], "files": [], "words": ""})


VERBS = {"add": _add, "remove": _remove, "put_back": _put_back, "up": _up, "pasted": _pasted, "unpasted": _unpasted}


def _revision(request):
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _page(request, home, *, rows=None, add=None, theirs=None, problems=(), status=200, **more):
    stands = home.thing.pictures
    asks = rows or forms.pictures_of(stands)
    context = {
        "home": home,
        "round": home.round,
        "pictures": [(row, asks[row["file"]], (theirs or {}).get(row["file"])) for row in stands],
        "add": add or forms.AddPictureForm(),
        "removed": actions.removed(home.thing) if home.may_edit else [],
        "room": MOST - len(stands),
        "most": words.counted(MOST, "picture"),
        "problems": list(problems),
        "revision": home.thing.revision if request.method == "GET" or theirs else _revision(request),
    }
    return render(request, "intentions/pictures.html", {**context, **more}, status=status)
