"""Places, organisations, groups and successions of the demonstration."""

from __future__ import annotations

from typing import Any

from portal.organisations import actions
from portal.organisations.models import Organisation, Place

from .reading import item, read

FILE = "organisations.yaml"


def load(by: Any) -> tuple[dict[str, Place], dict[str, Organisation]]:
    """Everything of organisations.yaml, by slug."""
    content = read(FILE)
    places = load_places(content["places"], by)
    organisations = {}
    bases = {group["group"]: group for group in content["groups"]}
    for row in content["organisations"]:
        with item(FILE, row.get("slug")):
            group = bases.get(row["slug"], {})
            organisations[row["slug"]] = actions.add_organisation(
                slug=row["slug"],
                name=row["name"],
                short_name=row["short"],
                ods_code=row["ods"],
                kinds=row["kinds"],
                other_kind=row.get("other_kind") or "",
                place=places[row["place"]] if row["place"] else None,
                opened_date=row["opened"],
                closed_date=row["closed"],
                profile=row.get("profile") or "",
                authority_basis=group.get("authority_basis") or "",
                authority_note=group.get("authority_note") or "",
                is_demonstration=row.get("demonstration", False),
                by=by,
            )
    for row in content["successions"]:
        with item(FILE, row.get("predecessor")):
            actions.succeed(
                predecessor=organisations[row["predecessor"]],
                successor=organisations[row["successor"]],
                kind=row["kind"],
                date=row["date"],
                note=row.get("note") or "",
                by=by,
            )
    for group in content["groups"]:
        for member in group["members"] or []:
            with item(FILE, f"{group['group']}, {member.get('member')}"):
                actions.join_group(
                    group=organisations[group["group"]],
                    member=organisations[member["member"]],
                    must_sign=member.get("must_sign"),
                    from_date=member.get("from"),
                    to_date=member.get("to"),
                    by=by,
                )
    return places, organisations


def load_places(rows: list[dict[str, Any]], by: Any) -> dict[str, Place]:
    """Parents before children, members after both."""
    places: dict[str, Place] = {}
    for row in sorted(rows, key=lambda row: depth(row, rows)):
        with item(FILE, row.get("slug")):
            places[row["slug"]] = actions.add_place(
                slug=row["slug"],
                name=row["name"],
                short_name=row.get("short") or "",
                kind=row["kind"],
                parent=places[row["parent"]] if row["parent"] else None,
                is_demonstration=row.get("demonstration", False),
                by=by,
            )
    for row in rows:
        with item(FILE, row.get("slug")):
            places[row["slug"]].members.set([places[member] for member in row["members"]])
    return places


def depth(row: dict[str, Any], rows: list[dict[str, Any]]) -> int:
    parents = {other["slug"]: other["parent"] for other in rows}
    steps, slug = 0, row["parent"]
    while slug:
        steps, slug = steps + 1, parents[slug]
    return steps
