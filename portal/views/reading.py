from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def round_(request, round):
    return HttpResponse("")


@login_not_required
def intention(request, round, reference):
    return HttpResponse("")
