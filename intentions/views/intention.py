from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.moves import CannotMove
from portal.nhsuk import words

from .. import actions, checks, documents, forms
from ..models.ties import tie
from .approval import must_fix
from .doors import asked, the_intention
from .outline import address_of

TEXTS = ("title", "description")  # all else is a fact


@require_http_methods(["GET", "POST"])
def edit(request, round, reference):
    """C4. Saving is always possible; what somebody else saved meanwhile is never overwritten."""
    if request.method == "POST":
        intention = the_intention(request, round, reference, even_deleted=True)
        asked(request, "edit", intention)
        return _save(request, intention.latest)
    intention = the_intention(request, round, reference)
    version = intention.latest
    asked(request, "draft", version)
    if version.is_editable and request.user.has_perm("intentions.edit", version):
        return _page(request, version, _editing(request, version))
    context = {**_about(request, version), "parts": documents.parts(version), "start_next": f"Start version {version.number + 1}"}
    return render(request, "intentions/intention.html", context)


@require_http_methods(["GET", "POST"])
def assign(request, round, reference):
    """Who looks after it: on a page of its own, so that what is typed in the editor is not left for it."""
    intention = the_intention(request, round, reference)
    asked(request, "edit", intention)
    form = forms.AssignForm(request.POST if request.method == "POST" else None, intention=intention)
    if form.is_valid():
        actions.assign(intention=intention, owner=form.person, by=request.user)
        messages.success(request, f"{intention} is now looked after by {form.person or 'nobody'}.")
        return redirect(intention.get_draft_url())
    about = {"heading": "Change owner", "caption": f"{intention} {intention.latest.title}", "button": "Change owner"}
    context = {"form": form, "back": intention.get_draft_url(), **about}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _editing(request, version, data=None):
    choices = forms.Choices(version.intention.round, request.user, version)
    return forms.Editing(forms.IntentionForm, thing=version, data=data, choices=choices)


def _save(request, version):
    with_rows = forms.rows_asked_for(request.POST)
    if with_rows is not None:
        return _page(request, version, _editing(request, version, with_rows))
    editing = _editing(request, version, request.POST)
    if not editing.is_valid():
        return _answer(request, version, editing, status=422, failed=f"{editing.problems()[0]['text']}.")
    try:
        saved = _write(request, version, editing)
    except actions.Stale as stale:
        return _stale(request, version, editing, stale)
    except CannotMove as late:
        return _too_late(request, late.thing, editing)
    actions.be_here(thing=saved.intention, user=request.user)
    return _saved(request, tie([saved])[0], editing)


def _write(request, version, editing, *, without=()):
    """Saves what this page changed, but for the parts `without`."""
    content = editing.form.content([part for part in editing.changed() if part not in without])
    return actions.save_version(version=version, by=request.user, content=content, revision=editing.revisions(), page=editing.page)


def _stale(request, version, editing, stale):
    """Nothing is overwritten. The page asks which text to keep; an autosave saves all else, and says what is to be settled."""
    failed = _changed_meanwhile(stale)
    if "autosave" not in request.POST:
        editing.ask_about(stale)
        return _page(request, version, editing, status=409)
    try:
        saved = tie([_write(request, version, editing, without=stale.conflicts)])[0]
    except actions.Stale:
        return _answer(request, version, editing, status=409, failed=failed)
    editing.saved(saved, without=stale.conflicts)
    return _answer(request, saved, editing, status=409, failed=failed, is_rest_saved=True, **_stored(saved, editing, stale.conflicts))


def _answer(request, version, editing, *, status, failed, **more):
    """The page with its problems; an autosave only says in place what was not saved, and why."""
    if "autosave" in request.POST:
        context = {"said": f"Not saved. {failed}", "failed": True, "editing": editing, **more}
        return render(request, "intentions/autosaved.html", context, status=status)
    return _page(request, version, editing, status=status)


def _saved(request, version, editing):
    """Where one goes from a save: on in the same page, to the approver, or to the page as it is now."""
    if "autosave" in request.POST:
        editing.saved(version)
        context = {"said": _said(version, editing, request.user), "editing": editing, **_stored(version, editing)}
        return render(request, "intentions/autosaved.html", context)
    editing.thing = version
    kept = editing.kept_of_others(request.user)
    if request.POST.get("then") == "submit":
        _submit(request, version)
    else:
        messages.success(request, f"Saved at {words.clock(version.changed_at)}.{f' Kept as well: {kept}.' if kept else ''}")
    return redirect(version)


def _stored(version, editing, without=()):
    """What the page draws into itself: what was stored, how it was read, and what is wrong with it."""
    round = version.intention.round
    return {
        "fresh": forms.fresh(editing, without=without),
        "facts": documents.facts_of(version.content()),
        "period": editing.standing.period,
        "found": checks.of_version(version, round),
        "checked": len(checks.CHECKS),
    }


def _submit(request, version):
    """Saved, and sent if nothing in it must be fixed; if it must, the page says what."""
    try:
        actions.submit(version=version, by=request.user)
    except actions.Blocked as blocked:
        messages.warning(request, f"Saved. {must_fix(blocked)}")
    else:
        messages.success(request, f"{version.intention} is in review. An approver reads it next, and is told.")


def _said(version, editing, user):
    """Saved at 2:41pm; and, if another's paragraphs stand beside one's own now, that they do."""
    editing.thing = version
    kept = editing.kept_of_others(user) if version.merged else ""
    return f"Saved at {words.clock(version.changed_at)}{f'. Kept as well: {kept}' if kept else ''}"


def _too_late(request, version, editing):
    """Somebody sent it for approval, or withdrew it, while this person typed: the words typed are still on the page."""
    deleted = version.intention.deleted_at
    state = "deleted, and can be restored for 30 days" if deleted else f"now: {version.get_status_display()}"
    failed = f"{version} is {state}. It cannot be saved. What you typed is still on this page: copy it."
    if "autosave" in request.POST:
        return _answer(request, version, editing, status=409, failed=failed)
    return _page(request, version, editing, status=409, problems=[{"text": failed}], is_late=True)


def _changed_meanwhile(stale):
    names = [documents.LABELS[part] for part in stale.conflicts]
    who = next(iter(stale.conflicts.values())).by or "A colleague"
    return f"{who} changed {', '.join(names)} after you opened it. Press Save to choose the text to keep."


def _page(request, version, editing, *, status=200, **more):
    context = {
        **_about(request, version),
        "editing": editing,
        "texts": [{"name": part, "inputs": editing.draw(part)} for part in TEXTS],
        "facts": [_fact(request, editing, said) for said in documents.facts_of(version.content())],
    }
    more.setdefault("problems", editing.problems() if status in (409, 422) else [])
    return render(request, "intentions/edit.html", {**context, **more}, status=status)


def _fact(request, editing, said):
    """It is open where something in it is wrong or to be settled, or a row was just asked for."""
    part = said.name
    is_open = part in editing.asking or editing.form.is_wrong(part) or {f"add_{part}", f"remove_{part}"} & request.POST.keys()
    return {"name": part, "label": said.label, "words": said.words, "inputs": editing.draw(part), "is_open": bool(is_open)}


def _about(request, version):
    intention, round = version.intention, version.intention.round
    return {
        "round": round,
        "intention": intention,
        "chapter": intention.chapter,
        "outline_at": address_of(round, intention.chapter, at=intention.reference),
        "version": version,
        "owner": intention.owner,
        "found": checks.of_version(version, round),
        "checked": len(checks.CHECKS),
        "back": reverse("intentions:draft", args=[round.slug]),
        "approve_url": reverse("intentions:approve", args=[round.slug, intention.reference]),
    }
