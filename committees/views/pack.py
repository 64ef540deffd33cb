"""M3. Packs: issued by the clerk, followed while they print, read and downloaded by those they are for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.doors import recently_confirmed
from portal.printing import actions as printing

from .. import actions, documents, forms
from ..models import Meeting, Pack
from ..states import Lateness, PackKind, PaperStatus
from . import agendas, packs
from .doors import asked, crumb_of_meetings, file_of, posted, prepared_meeting, the_pack

OF_A_PACK = {PackKind.MAIN: "pack", PackKind.SUPPLEMENT: "supplement"}


@recently_confirmed
@require_http_methods(["GET", "POST"])
def issue_pack(request, slug):
    """CHECK: part 1 and part 2 apart, late papers with their reasons, who is told."""
    meeting = prepared_meeting(request, slug)
    asked(request, "issue", meeting)
    kind = PackKind.SUPPLEMENT if request.GET.get("kind") == PackKind.SUPPLEMENT else PackKind.MAIN
    form = forms.IssueForm(posted(request)[0], initial={"issue": actions.next_issue(meeting, kind)})
    if form.is_valid():
        try:
            actions.issue_pack(meeting=meeting, by=request.user, at=timezone.now(), kind=kind, issue=form.cleaned_data["issue"])
        except actions.NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        except actions.AlreadyIssued as refusal:
            _say_who_issued(request, refusal)
            return redirect(f"{meeting.get_draft_url()}#packs")
        else:
            return redirect(f"{meeting.get_draft_url()}#packs")
    return _check(request, meeting, form, kind)


def _say_who_issued(request, refusal):
    pack = refusal.packs[0] if refusal.packs else None
    if pack and pack.issued_by_id != request.user.pk:
        messages.warning(
            request, f"Someone else did this first: {pack.issued_by} issued {OF_A_PACK[pack.kind]} {pack.issue}. This is how it stands now."
        )


def _check(request, meeting, form, kind):
    is_supplement = kind == PackKind.SUPPLEMENT
    name = f"Issue {'supplement' if is_supplement else 'pack'} {actions.next_issue(meeting, kind)}"
    items = list(meeting.items.filter(is_supplementary=is_supplement).order_by("number", "place"))
    prefetch_related_objects(items, "paper__committee", "paper__document", "annex", "upload_unseen_by")
    for item in items:
        item.meeting = meeting
    items = [item for item in items if not is_supplement or documents.is_new_in_a_supplement(item)]
    told = meeting.committee.seats.current().filter(user__is_active=True).values("user").distinct().count()
    context = {
        "form": form,
        "heading": name,
        "button": name,
        "caption": str(meeting),
        "back": meeting.get_draft_url(),
        "form_action": request.get_full_path(),
        "groups": [
            {"heading": "Part 1, public", "lines": [_going(item) for item in items if not item.is_part_2]},
            {"heading": "Part 2, exempt", "lines": [_going(item) for item in items if item.is_part_2]},
        ],
        "rows": [],
        "told": told,
    }
    return render(request, "committees/issue_pack.html", context, status=422 if form.errors else 200)


def _going(item):
    """One line of the check: in the pack or to follow, why it is late, what an upload hides."""
    late = documents.late_line(item) or _late_today(item)
    said = [late] if late else []
    said += documents.said_of_upload(item)
    state = "To follow" if item.document is None else "In the pack as a PDF that is not accessible" if item.upload else "In the pack"
    state = documents.standing_words(item) or (state if item.document or item.expects else "No paper")
    return {"item": item, "state": state, "reason": " ".join(said)}


def _late_today(item):
    """A paper that goes out with this pack, as it will be judged then."""
    today, paper = timezone.localdate(), item.paper
    lateness = documents.lateness_of(item.meeting, today) if paper and paper.status == PaperStatus.CLEARED else ""
    said = documents.reason_of(item)
    if not documents.is_reasoned(said, lateness):
        return documents.unreasoned_words(item, today)
    return f"{Lateness(lateness).label}: {said['chair_reason']}" if lateness else ""


@login_not_required
@require_GET
def pack(request, pk):
    """The issue: what is in it, on which pages, what changed since the issue this person opened."""
    if recalled := _recalled_from(request.user, pk):
        return render(request, "committees/recalled.html", {"pack": recalled, "crumbs": _crumbs(recalled)}, status=410)
    pack = the_pack(request, pk)
    now = packs.current(packs.issued(pack.meeting, request.user))
    newer = next((one for one in now if pack not in now and _replaces(one, pack)), None)
    is_member = request.user.is_authenticated and request.user.has_perm("committees.sit", pack.meeting)
    context = {
        "pack": pack,
        "meeting": pack.meeting,
        "when": documents.when_words(pack.meeting),
        "lines": _manifest(pack, is_member),
        "progress": packs.progress(pack),
        "is_member": is_member,
        "since": packs.since_last_opened(pack, request.user) if is_member else None,
        "newer": newer,
        "moved": _moved_past(request, pack, newer),
        "private": packs.bases(pack),
        "faults": packs.faults_together(pack.document.faults),
        "crumbs": _crumbs(pack),
    }
    return render(request, "committees/pack.html", context)


def _moved_past(request, pack, newer):
    """For its clerk: the items whose papers the agenda holds in another print now. Of a public issue those in public."""
    is_newest = pack.kind == PackKind.MAIN and newer is None and not pack.recalled_at
    is_asked = is_newest and request.user.has_perm("committees.prepare", pack.meeting)
    return agendas.changed_since(pack, pack.meeting, in_public=not pack.is_private) if is_asked else []


def _recalled_from(user, pk):
    """A pack that whoever sits on the committee could open before; nothing for those who still can, or never could."""
    if not user.is_authenticated or Pack.objects.visible_to(user).filter(pk=pk).exists():
        return None
    meeting = Meeting.objects.visible_to(user).select_related("committee").filter(packs=pk).first()
    found = meeting.packs.exclude(recalled_at=None).filter(pk=pk).first() if meeting else None
    return found if found and user.has_perm("committees.sit", meeting) else None


def _crumbs(pack):
    return [crumb_of_meetings(), {"text": str(pack.meeting), "href": pack.meeting.get_absolute_url()}]


def _replaces(one, pack):
    return (one.kind, one.audience) == (pack.kind, pack.audience) and one.issue > pack.issue


def _manifest(pack, is_member):
    """The lines, each leading to its place in the web version once that is there, and for a member to their own notes."""
    web = reverse("committees:pack_web", args=[pack.pk]) if pack.document.is_ready else ""
    return [
        {
            **line,
            "href": f"{web}{line['part'].key}/" if web else "",
            "notes": reverse("committees:notes", args=[line["line"].item_id]) if is_member else "",
        }
        for line in packs.manifest(pack)
    ]


@login_not_required
@require_GET
def progress(request, pk):
    """Nothing new (204), or the part with its new words; it stops asking by itself."""
    pack = the_pack(request, pk)
    current = packs.progress(pack)
    if request.GET.get("seen") == current.seen:
        return HttpResponse(status=204)
    download = reverse("committees:pack_pdf", args=[pack.pk])
    facts = {"progress": current, "poll": request.path, "download": download, "then": pack.meanwhile()}
    return render(request, "components/print_progress.html", facts)


@login_not_required
@require_GET
def pack_pdf(request, pk):
    pack = the_pack(request, pk)
    return file_of(request, pack, pack.document)


@require_POST
def retry(request, pk):
    """Print again what failed."""
    pack = the_pack(request, pk)
    asked(request, "issue", pack.meeting)
    printing.retry(document=pack.document, by=request.user)
    return redirect(f"{pack.meeting.get_draft_url()}#packs")
