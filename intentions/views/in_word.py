"""A text taken out as a Word file, worked in elsewhere, and brought back as a suggestion."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from portal.reading.refusals import CannotRead
from portal.richtext.refusals import Refused

from .. import forms
from ..documents.in_word import NotOfThis, in_word, suggested_in
from .doors import asked, the_intention
from .suggestions import everything_of, say_frozen, send_suggestions, the_chapter_of
from .volume import WORD


@require_GET
def word(request, round, reference):
    intention = the_intention(request, round, reference)
    return _file(request, intention, f"{intention} {intention.latest.title}")


@require_GET
def chapter_word(request, round, code):
    chapter = the_chapter_of(request, round, code)
    return _file(request, chapter, f"{chapter.code} {chapter}")


def _file(request, thing, name):
    asked(request, "suggest", thing)
    content = in_word(thing, name=name, author=thing.round.lead.name)
    key = thing.code if thing._meta.model_name == "chapter" else thing.reference
    file = f'attachment; filename="{thing.round.slug}-{key}-draft.docx"'
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": file})


@require_http_methods(["GET", "POST"])
def suggest_in_word(request, round, reference):
    intention = the_intention(request, round, reference)
    return _bring_back(request, intention, f"{intention} {intention.latest.title}", intention.latest.is_frozen)


@require_http_methods(["GET", "POST"])
def chapter_suggest_in_word(request, round, code):
    chapter = the_chapter_of(request, round, code)
    return _bring_back(request, chapter, f"{chapter.code} {chapter}", False)


def _bring_back(request, thing, name, is_frozen):
    """Nothing is changed until a writer accepts it."""
    asked(request, "suggest", thing)
    if is_frozen:
        return say_frozen(request, thing, name)
    form = forms.InWordForm(request.POST, request.FILES) if request.method == "POST" else forms.InWordForm()
    if form.is_bound and form.is_valid() and (found := _found(form, thing)):
        for sentence in found.told:
            messages.info(request, sentence)
        return send_suggestions(request, thing, found.proposed, form.cleaned_data["note"])
    is_chapter = thing._meta.model_name == "chapter"
    context = {"thing": thing, "name": name, "round": thing.round, "form": form, "is_chapter": is_chapter, "all": everything_of(thing)}
    return render(request, "intentions/in_word.html", context, status=422 if form.is_bound else 200)


def _found(form, thing):
    """What the file suggests; or, at the field, why it suggests nothing."""
    file = form.cleaned_data["file"]
    try:
        found = suggested_in(file.read(), file.name, thing)
    except CannotRead as refusal:
        form.add_error("file", refusal.words)
    except (NotOfThis, Refused) as refusal:
        form.add_error("file", str(refusal))
    else:
        if found.proposed:
            return found
        said = " ".join(["The file says what it said when it was downloaded: nothing is suggested", *found.told])
        form.add_error("file", said)
    return None
