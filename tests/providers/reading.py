"""A page as its reader sees it."""

from bs4 import BeautifulSoup


def read(answer, status=200):
    assert answer.status_code == status, (answer.status_code, answer.headers.get("Location"), answer.content.decode()[:3000])
    return BeautifulSoup(answer.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def problems(page):
    """What the error summary lists."""
    return [words(item) for item in page.select(".nhsuk-error-summary li")]


def rows(page):
    return [words(row) for row in page.select("tbody tr")]


def entering(client, user):
    client.force_login(user)
    return client


def typed(page, **changes):
    """What a browser would send of the page's own form, with these answers in it."""
    form = page.select("main form")[-1]
    sent = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.get("type") == "file":
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            value = chosen.get("value", "") if chosen else ""
        else:
            value = field.get_text().removeprefix("\n") if field.name == "textarea" else field.get("value", "on")
        sent.setdefault(field["name"], []).append(value)
    return {**{name: values if len(values) > 1 else values[0] for name, values in sent.items()}, **changes}


def listed(page):
    """Those of the list, without the table by programme above it."""
    return rows(page.select_one("#list-results"))


def grid(page):
    """{row: [cells]} of the grid."""
    return {words(row.th).split()[0]: [words(cell) for cell in row.select("td")] for row in page.select("#list-results tbody tr")}
