"""Who else is in a draft, and what they changed since the page was opened. Asked by the page itself, each half minute."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .. import actions, documents, forms
from .doors import asked, the_intention


@require_POST
def here(request, round, reference):
    """“Priya Shah is also here, in Description.” Nothing is sent when nothing is new, so that nothing is read out again."""
    intention = the_intention(request, round, reference)
    asked(request, "draft", intention)
    part = forms.part_of_input(request.POST.get("writing", ""))
    others = actions.be_here(thing=intention, user=request.user, part=part)
    opened = forms.Opened.read(request.POST.get("opened", ""))
    said = [*map(_in_words, others), *_changes(intention.latest, opened, request.user)]
    if " ".join(said) == request.POST.get("shown", ""):
        return HttpResponse(status=204)
    return render(request, "intentions/here.html", {"said": said, "shown": " ".join(said)})


def _in_words(presence):
    where = f", in {documents.LABELS[presence.part]}" if presence.part in documents.LABELS else ""
    return f"{presence.user} is also here{where}."


def _changes(version, opened, user):
    """What others saved meanwhile in the parts this page shows."""
    newer = [part for part, change in version.changes.items() if change["revision"] > opened.since(part) and change["by"] != str(user.pk)]
    said = [forms.changed_in_words(version, part, documents.LABELS[part]) for part in newer if part in opened]
    return [f"{one}, after you opened this page." for one in said]
