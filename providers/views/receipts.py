import hmac

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from .. import forms
from ..documents.receipt import exact
from ..models import Receipt

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
        return render(request, "429.html", status=429)
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
