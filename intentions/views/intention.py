from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from .. import documents
from .doors import asked, the_version


@require_http_methods(["GET", "POST"])
def edit(request, round, reference):
    version = the_version(request, round, reference)
    asked(request, "draft", version)
    context = {"version": version, "intention": version.intention, "parts": documents.parts(version)}
    return render(request, "intentions/intention.html", context)
