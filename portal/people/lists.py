from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from portal.nhsuk.lists import AnyOf, Column, Listing, link
from portal.organisations.rules import is_administrator
from portal.organisations.states import roles_open_to


def _roles(listing: Any) -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in roles_open_to(listing.about["organisation"].kinds)]


class People(Listing):
    noun = "person", "people"
    empty = "Nobody belongs to this organisation yet."
    search = ("user__name", "user__email")
    filters = {"role": AnyOf("Role", "role", choices=_roles)}
    columns = [
        Column("Name", "user.name", sort="user__name"),
        Column("Email", "user.email", sort="user__email"),
        Column("Role", "get_role_display", sort="role"),
        Column("Since", "started_at", sort="started_at"),
    ]
    sort = "name"

    def __init__(self, request: Any, rows: Any, **about: Any):
        super().__init__(request, rows, **about)
        if is_administrator(request.user, self.about["organisation"]):
            self.columns = [*self.columns, Column("Action", lambda row: "", cell=self._action, in_download=False)]

    def _action(self, row: Any) -> SafeString:
        there = reverse("remove_person", args=[self.about["organisation"].slug, row.pk])
        return link(there, "Remove", hidden=f"{row.user.name}, {row.get_role_display()}")
