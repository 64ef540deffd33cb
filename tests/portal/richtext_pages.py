"""A page with the editor on it, as any form page has it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from portal.nhsuk.fields import NHSForm
from portal.richtext.fields import RichTextField
from portal.views import read_pasted

from .richtext_harm import HARM

PAGE = """{% load static %}<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Editor</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{% static "build/app.css" %}"></head><body><div class="nhsuk-width-container"><main id="maincontent">
<h1 class="nhsuk-heading-l">Same day emergency care</h1>{% error_summary form %}
<form method="post" novalidate>{% csrf_token %}{{ form }}{% nhs "button" text="Save" %}</form>
<div id="kept">{{ kept|rich }}</div></main></div></body></html>"""


class Form(NHSForm):
    description = RichTextField(label="Description", hint="What will change, and for whom", missing="Enter a description")


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    text = "".join(HARM) if "harm" in request.GET else request.GET.get("text", "")
    form = Form(request.POST or None, initial={"description": text})
    status = 422 if form.is_bound and not form.is_valid() else 200
    kept = form.cleaned_data.get("description") if form.is_bound else text if "harm" in request.GET else ""
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form, "kept": kept}, request), status=status)


@login_not_required
def pasted(request: HttpRequest) -> HttpResponse:
    return read_pasted(request)


urlpatterns = [path("editor/", page), path("pasted/", pasted), path("", include("portal.urls"))]
