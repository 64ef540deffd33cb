from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from portal.nhsuk import words

from .. import actions, forms
from .doors import asked, the_chapter, the_round


@require_http_methods(["GET", "POST"])
def start(request):
    """C1. Empty, or a copy of another round; a second click finds the title taken."""
    asked(request, "start", None)
    form = forms.StartForm(request.POST or None, user=request.user, today=timezone.localdate())
    if form.is_valid():
        try:
            round = _started(request, form)
        except IntegrityError as taken:
            if "slug" not in str(taken):
                raise
            form.add_error("title", f"There is already a round called “{form.cleaned_data['title']}”. Enter another title")
        else:
            messages.success(request, f"{round} is started. Only its commissioners can see it.")
            return redirect("intentions:draft", round.slug)
    context = {"form": form, "heading": "Start a round", "button": "Start the round", "back": reverse("intentions:rounds")}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _started(request, form):
    said = form.cleaned_data
    if said["begin"] == forms.COPY:
        return actions.roll_forward(round=form.sources[said["source"]], by=request.user, **form.round_content())
    return actions.start_round(kind=said["kind"], by=request.user, **form.round_content())


@require_http_methods(["GET", "POST"])
def create_chapter(request, round):
    round = the_round(request, round)
    asked(request, "create", round)
    form = forms.CreateChapterForm(request.POST or None, round=round)
    if form.is_valid():
        chapter = _added(request, round, form)
        messages.success(request, f"The chapter {chapter} is added.")
        return redirect(chapter)
    back = reverse("intentions:draft", args=[round.slug])
    context = {"form": form, "heading": "Add a chapter", "caption": round.title, "button": "Add the chapter", "back": back}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _added(request, round, form):
    programme, new = form.programme_content()
    if programme is None:
        programme = actions.add_programme(slug=slugify(new["name"])[:80], by=request.user, **new)
    code = form.cleaned_data["code"]
    return actions.add_chapter(round=round, programme=programme, code=code, title=programme.name, by=request.user)


@require_http_methods(["GET", "POST"])
def chapter(request, round, code):
    """C3. Like an intention: saved part by part, a late save asks."""
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    asked(request, "edit" if request.method == "POST" else "draft", chapter)
    editing = forms.Editing(forms.ChapterForm, thing=chapter, data=request.POST if request.method == "POST" else None)
    return _chapter_saved(request, chapter, editing) if request.method == "POST" else _chapter_page(request, chapter, editing, 200)


def _chapter_saved(request, chapter, editing):
    """On in the same page: an autosave says so in place, or says what is to be settled."""
    if not editing.is_valid():
        return _chapter_answer(request, chapter, editing, 422, f"{editing.problems()[0]['text']}.")
    asked_to_save = {"by": request.user, "revision": editing.revisions(), "page": editing.page}
    try:
        saved = actions.edit_chapter(chapter=chapter, **asked_to_save, **editing.content())
    except actions.Stale as stale:
        stale.thing.round = chapter.round
        editing.ask_about(stale)
        names = ", ".join(editing.form.labels[part] for part in stale.conflicts)
        failed = f"A colleague changed {names} after you opened it. Press Save to choose the text to keep."
        return _chapter_answer(request, chapter, editing, 409, failed)
    said = f"Saved at {words.clock(timezone.now())}"
    if "autosave" in request.POST:
        editing.saved(saved)
        return render(request, "intentions/autosaved.html", {"said": said, "editing": editing})
    messages.success(request, f"{said}.")
    return redirect(chapter)


def _chapter_answer(request, chapter, editing, status, failed):
    if "autosave" in request.POST:
        context = {"said": f"Not saved. {failed}", "failed": True, "is_rest_saved": False}
        return render(request, "intentions/autosaved.html", context, status=status)
    return _chapter_page(request, chapter, editing, status)


def _chapter_page(request, chapter, editing, status):
    context = {
        "round": chapter.round,
        "chapter": chapter,
        "editing": editing,
        "problems": editing.problems() if status in (409, 422) else [],
        "parts": [editing.draw(part) for part in editing.form.parts],
        "back": reverse("intentions:draft", args=[chapter.round.slug]),
    }
    return render(request, "intentions/chapter.html", context, status=status)
