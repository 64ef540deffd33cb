"""Where the saved states of a thing are read, and where a page of it is cancelled: `{% states_of version %}`. Builtins: never loaded."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def states_of(thing: Any) -> str:
    return reverse("saved_states", args=[thing._meta.model_name, thing.pk])


@register.simple_tag
def cancel_of(thing: Any) -> str:
    return reverse("cancel", args=[thing._meta.model_name, thing.pk])
