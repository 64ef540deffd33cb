from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render


@login_not_required
def front(request):
    return render(request, "portal/front.html")


def home(request):
    return HttpResponse("")


@login_not_required
def search(request):
    return HttpResponse("")


def history(request):
    return HttpResponse("")


@login_not_required
def data(request):
    return HttpResponse("")


@login_not_required
def help_page(request):
    return HttpResponse("")


def csrf_failure(request, reason=""):
    """Nothing was done, and what was typed is shown so that it can be copied."""
    typed = [text for name, texts in request.POST.lists() if "password" not in name and "csrf" not in name for text in texts if text]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
