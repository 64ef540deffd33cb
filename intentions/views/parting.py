"""A page of a thing in parts: saved part by part, by itself or by a button; what two people changed is put together or asked about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.moves import CannotMove
from portal.nhsuk import words

from .. import actions, forms


class Desk:
    """The doors of one such page. `make(data)` is the form with what was opened, `save(editing, parts)` writes these parts and
    answers with the thing, `page(editing, status, problems)` draws it, `home(thing)` is where a save by button leads."""

    def __init__(self, request, *, thing, make, save, page, home):
        self.request, self.thing, self.make, self.save, self.page, self.home = request, thing, make, save, page, home

    def answer(self):
        if self.request.method != "POST":
            return self.page(self.make(None), 200, [])
        with_rows = forms.rows_asked_for(self.request.POST)
        if with_rows is not None:
            return self.page(self.make(with_rows), 200, [])
        editing = self.make(self.request.POST)
        if not editing.is_valid():
            return self._refused(editing, 422, f"{editing.problems()[0]['text']}.")
        try:
            saved = self.save(editing, editing.changed())
        except actions.Stale as stale:
            return self._stale(editing, stale)
        except CannotMove:
            return self._too_late(editing)
        actions.be_here(thing=getattr(saved, "intention", saved), user=self.request.user)  # somebody is in the intention, not in a version
        return self._saved(editing, saved)

    def _saved(self, editing, saved):
        if self.is_autosave:
            editing.saved(saved)
            kept = editing.kept_of_others(self.request.user) if getattr(saved, "merged", None) else ""
            said = f"Saved at {words.clock(timezone.now())}{f'. Kept as well: {kept}' if kept else ''}"
            return render(self.request, "intentions/autosaved.html", {"said": said, "editing": editing, "fresh": forms.fresh(editing)})
        editing.thing = saved
        kept = editing.kept_of_others(self.request.user)
        messages.success(self.request, f"Saved at {words.clock(timezone.now())}.{f' Kept as well: {kept}.' if kept else ''}")
        return redirect(self.home(saved))

    def _stale(self, editing, stale):
        """Nothing is overwritten. The page asks which text to keep; an autosave saves all else, and says what is to be settled."""
        if not self.is_autosave:
            editing.ask_about(stale)
            return self.page(editing, 409, editing.problems())
        names = ", ".join(editing.form.labels[part] for part in stale.conflicts)
        who = next(iter(stale.conflicts.values())).by or "A colleague"
        failed = f"{who} changed {names} after you opened it. Press Save to choose the text to keep."
        try:
            rest = self.save(editing, [part for part in editing.changed() if part not in stale.conflicts])
        except (actions.Stale, CannotMove):
            return self._refused(editing, 409, failed)
        editing.saved(rest, without=stale.conflicts)
        return self._refused(editing, 409, failed, is_rest_saved=True, fresh=forms.fresh(editing, without=stale.conflicts))

    def _too_late(self, editing):
        failed = f"“{self.thing}” was changed by somebody else and cannot be saved. What you typed is still on this page: copy it."
        return self._refused(editing, 409, failed, [{"text": failed}])

    def _refused(self, editing, status, failed, problems=None, **more):
        """The page with its problems; an autosave only says in place what was not saved, and why."""
        if self.is_autosave:
            context = {"said": f"Not saved. {failed}", "failed": True, "editing": editing, **more}
            return render(self.request, "intentions/autosaved.html", context, status=status)
        return self.page(editing, status, problems or editing.problems())

    @property
    def is_autosave(self):
        return "autosave" in self.request.POST


def tell_here(request, thing, *, part, changes, labels):
    """“Priya Shah is also here, in Description.” Nothing is sent when nothing is new, so that nothing is read out again."""
    others = actions.be_here(thing=thing, user=request.user, part=part)
    opened = forms.Opened.read(request.POST.get("opened", ""))
    said = [*(_in_words(one, labels) for one in others), *_changes(changes, opened, request.user, labels)]
    if " ".join(said) == request.POST.get("shown", ""):
        return HttpResponse(status=204)
    return render(request, "intentions/here.html", {"said": said, "shown": " ".join(said)})


def _in_words(presence, labels):
    where = f", in {labels[presence.part]}" if presence.part in labels else ""
    return f"{presence.user} is also here{where}."


def _changes(thing, opened, user, labels):
    """What others saved meanwhile in the parts this page shows."""
    newer = [part for part, change in thing.changes.items() if change["revision"] > opened.since(part) and change["by"] != str(user.pk)]
    said = [forms.changed_in_words(thing, part, labels[part]) for part in newer if part in opened and part in labels]
    return [f"{one}, after you opened this page." for one in said]
