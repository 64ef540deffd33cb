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
    return render(request, "403_csrf.html", status=403)
