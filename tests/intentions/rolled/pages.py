"""The preview of a round rolled forward, and what a browser sends from it."""

from ..reading import soup

START, ROLL = "/rounds/start/", "/rounds/start/roll/"


def form_of(answer):
    return next(form for form in soup(answer).find_all("form") if form.find("input", attrs={"name": "seen"}))


def sent_by(answer, *, tick=(), untick=()):
    sent = {}
    for box in form_of(answer).find_all("input"):
        name, value = box["name"], box["value"]
        is_sent = box.get("type") != "checkbox" or value in tick or (box.has_attr("checked") and value not in untick)
        if is_sent and name != "csrfmiddlewaretoken":
            sent.setdefault(name, []).append(value)
    return sent


def boxes(answer, name="take"):
    """{value: whether it is ticked}"""
    return {box["value"]: box.has_attr("checked") for box in form_of(answer).find_all("input", attrs={"name": name})}
