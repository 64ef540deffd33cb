from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from .. import actions, forms
from ..models import Chapter
from .doors import asked, the_round


@require_http_methods(["GET", "POST"])
def create(request, round):
    """A new intention by its title. The page carries its future id, so a second click finds it made already."""
    round = the_round(request, round)
    asked(request, "create", round)
    chapters = Chapter.objects.visible_to(request.user).filter(round=round).order_by("order", "code")
    if not chapters:
        messages.warning(request, "An intention stands in a chapter. Add the first chapter of the round.")
        return redirect("intentions:create_chapter", round.slug)
    asked_for = {"chapter": request.GET.get("chapter"), "once": str(uuid4())}
    form = forms.CreateForm(request.POST or None, chapters=chapters, initial=asked_for)
    if form.is_valid():
        try:
            return redirect(_created(request, form).get_draft_url())
        except IntegrityError as taken:
            if "intentions_intention_pkey" not in str(taken):
                raise
            form.add_error(None, "This page was used before. Load it again")
    back = reverse("intentions:draft", args=[round.slug])
    context = {"form": form, "heading": "Add an intention", "caption": round.title, "button": "Add the intention", "back": back}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _created(request, form):
    said = form.cleaned_data
    chapter = form.chapters[said["chapter"]]
    content = {"title": said["title"]}
    return actions.add_intention(chapter=chapter, by=request.user, owner=request.user, content=content, id=UUID(said["once"]))
