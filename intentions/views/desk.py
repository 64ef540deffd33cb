"""A chapter or the whole round read as one text, each part of which is edited where it stands: the saves and merges of its own page."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from .. import actions, documents, forms
from ..models import Chapter, Section, Version
from ..models.presence import others_in
from ..models.ties import tie
from .doors import asked, the_chapter, the_intention, the_passage, the_round
from .outline import address_of, outline_of
from .parting import Desk

ALL, STEP, SHOWN = "all", 6, 10
AT_DESK = "desk-text"  # where another text comes in without leaving the page
OF_CHAPTER = ("lead_role", "objectives", "narrative", "year_plans", "supports", "finance_short_term", "finance_medium_long_term")


@require_GET
def desk(request, round):
    """The chapter asked for, or the first; of the whole round the front matter too, and each further chapter as one comes to it."""
    round = the_round(request, round)
    asked(request, "draft", round)
    chapters = list(Chapter.objects.visible_to(request.user).filter(round=round).order_by("order", "code"))
    wanted, start = request.GET.get("chapter", ""), _start(request.GET.get("from", ""))
    chapter = _chosen(chapters, wanted)
    context = {"round": round, "may_edit": request.user.has_perm("intentions.edit", round)}
    if chapter is None:
        return render(request, "intentions/desk_empty.html", {**context, "back": round.get_draft_url()})
    chapter.round = round
    context |= _chapter(request, chapter, start)
    if request.htmx and request.htmx.target != AT_DESK:
        return render(request, "intentions/flow_chapter.html", context)
    at = chapters.index(chapter)
    context |= {
        "is_whole": wanted == ALL,
        "front": _front(request, round, context["may_edit"]) if wanted == ALL else [],
        "others": chapters[at + 1 :] if wanted == ALL else [],
        "before": chapters[at - 1] if at and wanted != ALL else None,
        "after": chapters[at + 1] if wanted != ALL and at + 1 < len(chapters) else None,
        "outline": outline_of(request.user, round, chapter, context["versions"], chapters),
        "people": _people(context["versions"], request.user),
        "at": ALL if wanted == ALL else chapter.code,
        "outline_at": address_of(round, chapter, at=ALL if wanted == ALL else chapter.code),
        "back": round.get_draft_url(),
    }
    context["found"] = [one for found in context["outline"]["found"].values() for one in found][:SHOWN]
    return render(request, "intentions/desk.html", context)


@require_http_methods(["GET", "POST"])
def intention_part(request, round, reference, part):
    """One part of an intention where it stands."""
    intention = the_intention(request, round, reference)
    version = intention.latest
    if part not in forms.IntentionForm.parts:
        raise Http404
    asked(request, "edit" if request.method == "POST" else "draft", intention)
    choices = forms.Choices(intention.round, request.user, version)

    def make(data):
        return forms.Editing(forms.IntentionForm, thing=version, data=data, choices=choices, only=(part,))

    def save(editing, parts):
        where = {"revision": editing.revisions(), "page": editing.page}
        saved = actions.save_version(version=version, by=request.user, content=editing.form.content(parts), **where)
        saved.intention = intention
        return tie([saved])[0]

    def read(thing):
        return _read_intention(thing, intention, part, may_edit=request.user.has_perm("intentions.edit", intention))

    home = f"{reverse('intentions:desk', args=[intention.round.slug])}?chapter={intention.chapter.code}#intention-{reference}"
    is_open = version.is_editable and request.user.has_perm("intentions.edit", intention)
    name = f"{documents.LABELS[part]} of {reference}"
    return InPlace(request, thing=version, make=make, save=save, read=read, home=home, name=name, is_open=is_open).answer()


@require_http_methods(["GET", "POST"])
def chapter_part(request, round, code, part):
    """One part of a chapter where it stands."""
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    if part not in OF_CHAPTER:
        raise Http404
    asked(request, "edit" if request.method == "POST" else "draft", chapter)

    def make(data):
        return forms.Editing(forms.ChapterForm, thing=chapter, data=data, only=(part,))

    def save(editing, parts):
        said = editing.form.content(parts)
        saved = actions.edit_chapter(chapter=chapter, by=request.user, revision=editing.revisions(), page=editing.page, **said)
        saved.round = round
        return saved

    def read(thing):
        return _read_chapter(thing, part, may_edit=request.user.has_perm("intentions.edit", round))

    home, name = f"{reverse('intentions:desk', args=[round.slug])}?chapter={code}", f"{forms.ChapterForm.labels[part]} of {code}"
    is_open = request.user.has_perm("intentions.edit", chapter)
    return InPlace(request, thing=chapter, make=make, save=save, read=read, home=home, name=name, is_open=is_open).answer()


@require_http_methods(["GET", "POST"])
def passage_part(request, round, kind, pk):
    """A passage of the front matter where it stands, whole."""
    round = the_round(request, round)
    passage, form_of = the_passage(request, round, kind, pk)
    asked(request, "edit" if request.method == "POST" else "draft", round)
    around, may_edit = forms.Around(round, request.user), request.user.has_perm("intentions.edit", round)

    def make(data):
        return forms.Editing(form_of, thing=passage, data=data, around=around)

    def save(editing, parts):
        said = editing.form.content(parts)
        return actions.edit_passage(passage=passage, by=request.user, revision=editing.revisions(), page=editing.page, **said)

    def read(thing):
        return _read_passage(thing, round, may_edit=may_edit)

    home = f"{reverse('intentions:desk', args=[round.slug])}?chapter={ALL}"
    return InPlace(
        request, thing=passage, make=make, save=save, read=read, home=home, name=f"“{passage}”", is_open=may_edit and kind == "section"
    ).answer()


class InPlace(Desk):
    """The doors of one part in a text: its form in the place of its words, and after a save its words again. `read(thing)` says them."""

    def __init__(self, request, *, thing, make, save, read, home, name, is_open):
        super().__init__(request, thing=thing, make=make, save=save, page=self._page, home=lambda _: home)
        self.read, self.name, self.is_open = read, name, is_open

    def answer(self):
        if self.request.method != "POST" and ("read" in self.request.GET or not self.is_open):
            return self._read(self.thing)
        return super().answer()

    def _saved(self, editing, saved):
        if self.request.htmx and not self.is_autosave:
            return self._read(saved)
        return super()._saved(editing, saved)

    def _read(self, thing):
        if not self.request.htmx:
            return redirect(self.home(thing))
        return render(self.request, "intentions/flow_part.html", {"one": self.read(thing)})

    def _page(self, editing, status, problems):
        context = {"editing": editing, "problems": problems, "parts": editing.drawn(), "name": self.name, "back": self.home(self.thing)}
        template = "intentions/flow_form.html" if self.request.htmx else "intentions/flow_page.html"
        return render(self.request, template, context, status=status)


def _start(typed):
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


def _chosen(chapters, wanted):
    if wanted in ("", ALL):
        return chapters[0] if chapters else None
    found = next((chapter for chapter in chapters if chapter.code == wanted), None)
    if found is None:
        raise Http404
    return found


def _chapter(request, chapter, start):
    """Its own parts, where one begins with it, and its intentions, so many at a time."""
    versions = list(Version.objects.visible_to(request.user).in_draft_of(chapter.round).filter(intention__chapter=chapter))
    shown = tie(versions[start : start + STEP])
    may_edit = request.user.has_perm("intentions.edit", chapter.round)
    for version in versions:
        version.intention.round = chapter.round
    return {
        "chapter": chapter,
        "versions": versions,
        "is_begun": start == 0,
        "parts": [_read_chapter(chapter, part, may_edit=may_edit) for part in OF_CHAPTER],
        "intentions": [_intention(version, may_edit) for version in shown],
        "more": start + STEP if start + STEP < len(versions) else 0,
    }


def _intention(version, may_edit):
    intention = version.intention
    said = {part: _read_intention(version, intention, part, may_edit=may_edit) for part in ("description", "title")}
    facts = [_read_intention(version, intention, fact.name, may_edit=may_edit) for fact in documents.facts_of(version.content())]
    return {
        "version": version,
        "intention": intention,
        **said,
        "facts": [fact for fact in facts if fact["words"]],
        "unset": [fact for fact in facts if fact["edit"] and not fact["words"]],
    }


def _read_intention(version, intention, part, *, may_edit):
    """A part in words: its text, or a few words of the line of facts."""
    said = next((one for one in documents.facts_of(version.content()) if one.name == part), None)
    html = version.description if part == "description" else ""
    where = reverse("intentions:intention_part", args=[intention.round.slug, intention.reference, part])
    return {
        "id": f"flow-{intention.reference}-{part}",
        "label": documents.LABELS[part],
        "of": intention.reference,
        "html": html,
        "words": version.title if part == "title" else said.words if said else "",
        "is_fact": said is not None,
        "is_heading": part == "title",
        "edit": where if may_edit and version.is_editable else "",
    }


def _read_chapter(chapter, part, *, may_edit):
    html = forms.ChapterForm(thing=chapter, only=(part,)).shown(part, {})
    where = reverse("intentions:chapter_part", args=[chapter.round.slug, chapter.code, part])
    label = forms.ChapterForm.labels[part]
    return {"id": f"flow-{chapter.code}-{part}", "label": label, "of": chapter.code, "html": html, "edit": where if may_edit else ""}


def _read_passage(passage, round, *, may_edit):
    where = reverse("intentions:passage_part", args=[round.slug, "section", passage.pk])
    about = {"id": f"flow-{passage.pk}", "label": passage.heading, "of": "front matter", "html": passage.body, "heading": passage.heading}
    return {**about, "edit": where if may_edit else ""}


def _front(request, round, may_edit):
    sections = Section.objects.visible_to(request.user).filter(round=round).order_by("order")
    return [_read_passage(section, round, may_edit=may_edit) for section in sections]


def _people(versions, user):
    """Who else is in one of these now, and in which."""
    of = {version.intention_id: version.intention.reference for version in versions}
    return [f"{one.user} is in {of[one.thing]}." for one in others_in(of, user)]
