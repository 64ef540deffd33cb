import hmac

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from portal.moves.clock import database_now
from portal.printing.progress import progress
from portal.printing.recipes import recipe
from portal.printing.serving import SAFE, answer_progress, served
from portal.printing.twin import twin

from .. import forms
from ..actions.letters import people_of
from ..documents import unsent
from ..documents.canonical import canonical, counted
from ..documents.receipt import exact
from ..models import Receipt
from ..states import Status
from .decided import decided_lines

MISSES, MINUTES = 10, 5


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request):
    """P13: a number with its hash, and nothing of the content. Every miss is answered alike."""
    form = forms.VerifyForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "providers/verify.html", {"form": form}, status=422 if form.is_bound else 200)
    misses = f"receipt-misses-{get_adapter(request).get_client_ip(request)}"
    if cache.get(misses, 0) >= MISSES:
        return render(request, "429.html", {"wait": f"{MINUTES} minutes"}, status=429)
    receipt = _genuine(form.cleaned_data["number"], form.cleaned_data["sha256"])
    if receipt is None:
        cache.add(misses, 0, MINUTES * 60)
        cache.incr(misses)
    context = {"form": form, "is_checked": True, "received": exact(receipt.received_at) if receipt else "", "receipt": receipt}
    return render(request, "providers/verify.html", context)


def _genuine(number, sha256):
    """Compared in a time that says nothing of how near it was."""
    receipt = Receipt.objects.with_number(number)
    known = receipt.sha256 if receipt else "0" * 64
    return receipt if hmac.compare_digest(known, sha256) and receipt else None


def _receipt(request, pk):
    related = ("response__invitation__round", "response__round", "response__edition", "response__organisation", "document")
    receipts = Receipt.objects.visible_to(request.user).select_related(*related).defer("response__edition__content")
    return get_object_or_404(receipts, response=pk)


def receipt(request, pk):
    """R5: kept for ever, for everybody of the organisation."""
    found = _receipt(request, pk)
    return shown(request, found, decided=decided_lines(request, found.response))


def shown(request, receipt, *, decided=()):
    """The page of a receipt: at its own address, and at once in answer to the click that earned it, when nothing is decided yet."""
    response = receipt.response
    is_ours = request.user.has_perm("providers.start", response)
    context = {
        "receipt": receipt,
        "response": response,
        "counted": counted(receipt.content),
        "people": len(people_of(response.organisation)),
        "left_out": _left_out(receipt) if is_ours else [],
        "is_ours": is_ours,
        "decided": decided,
        "is_open": response.invitation.is_open(database_now()) and response.status == Status.SUBMITTED,
        "progress": progress(receipt.document),
        "twin": twin(receipt.document),
        "recipe": recipe(paper=f"receipt-{receipt.number}.pdf", name=f"{receipt.number}.json", sha256=receipt.sha256),
    }
    answer = render(request, "providers/receipt.html", context)
    answer["Content-Location"] = receipt.get_absolute_url()
    return answer


def _left_out(receipt):
    """What was kept and not sent: there is nothing where as much was sent as was begun."""
    sent = [*receipt.content["items"], *receipt.content.get("points", [])]
    return unsent.unsent(receipt.response) if receipt.response.positions.count() > len(sent) else []


def receipt_pdf(request, pk):
    return served(request, _receipt(request, pk).document)


def receipt_text(request, pk):
    """The text as it was hashed, byte for byte: its sha256 is the one on the receipt."""
    receipt = _receipt(request, pk)
    answer = HttpResponse(canonical(receipt.content), content_type="application/json")
    for name, value in {**SAFE, "Content-Disposition": f'attachment; filename="{receipt.number}.json"'}.items():
        answer.headers[name] = value
    return answer


def receipt_progress(request, pk):
    receipt = _receipt(request, pk)
    return answer_progress(request, receipt.document, download=f"{receipt.get_absolute_url()}pdf/")
