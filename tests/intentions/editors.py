"""Two people in one draft, by every door and in every part: what each saved stands, or they are told and shown both texts."""

from __future__ import annotations

import json
import random

from django.test import Client

from intentions import actions
from intentions.models import Version
from intentions.models.content import fingerprint
from intentions.states import IntentionKind, Lever, Setting, Strength
from outcomes.models import Outcome
from portal.organisations.models import Organisation, Place
from portal.organisations.states import Kind, PlaceKind

from .reading import EDIT, typed

DOORS = ("page", "autosave", "api")
PARAGRAPHS = ["Beds open in April", "Nurses come in May", "Money follows in June"]
WORDS = ("title", "theme", "timescale", "dependencies", "lever")
CHOICES = {
    "kind": [str(one) for one in IntentionKind],
    "strength": [str(one) for one in Strength],
    "setting": [str(one) for one in Setting],
    "schedule": [str(one) for one in Lever],
}
LISTS = ("places", "providers", "outcomes")
ROWS = {
    "money": "amount",
    "standards": "metric",
    "rollouts": "bundle",
    "policies": "payment_consequence",
    "duties": "report",
    "contracts": "reference",
}
NEEDED = {"money": {"kind": "saving"}, "policies": {"subject": "IVF"}}
PARTS = ("description", *WORDS, *CHOICES, *LISTS, *ROWS)


def things(round):
    """Enough to choose from."""
    places = [Place.objects.create(slug=f"place-{n}", name=f"Place {n}", kind=PlaceKind.BOROUGH) for n in range(4)]
    round.places.set(places)
    names = ("North Trust", "South Trust", "East Trust", "West Trust")
    providers = [Organisation.objects.create(slug=f"p-{n}", name=name, kinds=[Kind.ACUTE_TRUST]) for n, name in enumerate(names)]
    outcomes = [Outcome.objects.create(slug=f"outcome-{n}", statement=f"Outcome {n}", is_published=True) for n in range(4)]
    return {"places": places, "providers": providers, "outcomes": outcomes}


class Editor:
    """One person at one door. What they opened is what they see until they save."""

    def __init__(self, name, user, version, known, chance):
        self.name, self.known, self.chance = name, known, chance
        self.door = chance.choice(DOORS)
        self.parts = chance.sample(PARTS, chance.choice((1, 1, 2, 3)))
        self.client = Client()
        self.client.force_login(user)
        self.address = f"/api/v1/intentions/{version.intention_id}/draft/"
        self.sent = typed(self.client.get(EDIT))
        self.etag = self.client.get(self.address)["ETag"]
        self.wrote = {part: self._new(part) for part in self.parts}

    def _new(self, part):
        mark = f"{self.name}{self.chance.randrange(10**6)}"
        if part == "description":
            self.paragraph = self.chance.randrange(3)
            lines = [line + (f" {mark}" if at == self.paragraph else "") for at, line in enumerate(PARAGRAPHS)]
            return "".join(f"<p>{line}</p>" for line in lines)
        if part in WORDS:
            return mark
        if part in CHOICES:
            return self.chance.choice(CHOICES[part])
        if part in LISTS:
            return [self.chance.choice(self.known[part])]
        said = str(self.chance.randrange(1, 10**6)) if part == "money" else mark
        return [{**NEEDED.get(part, {}), ROWS[part]: said}]

    def save(self):
        """The answer of the door; none is an error of ours."""
        answer = self._patch() if self.door == "api" else self._post()
        assert answer.status_code in (200, 302, 409, 412), (answer.status_code, answer.content[:500])
        return answer

    def _post(self):
        sent = dict(self.sent)
        for part, value in self.wrote.items():
            if part in LISTS:
                sent[part] = [str(one.pk) for one in value]
                if part == "providers":
                    sent["affects"] = ["named"]
            elif part in ROWS:
                sent |= {f"{part}-TOTAL_FORMS": ["1"], **{f"{part}-0-{name}": [said] for name, said in value[0].items()}}
            else:
                sent[part] = [value]
        return self.client.post(EDIT, {**sent, **({"autosave": "1"} if self.door == "autosave" else {})})

    def _patch(self):
        said = {part: [one.slug for one in value] if part in LISTS else value for part, value in self.wrote.items()}
        headers = {"If-Match": self.etag}
        return self.client.patch(self.address, json.dumps(said), content_type="application/json", headers=headers)


def marks():
    content = Version.objects.get().content()
    return {part: fingerprint(part, content) for part in PARTS}


def lost(version, author, colleague, known, seed):
    """One pair: what was overwritten without a word, if anything; how it ended."""
    chance = random.Random(seed)
    blank = {"description": "".join(f"<p>{line}</p>" for line in PARAGRAPHS), "providers": [], "affects_no_provider": True}
    blank |= {part: [] for part in ROWS}
    empty = {**dict.fromkeys(("theme", "timescale", "dependencies", "lever", *CHOICES), ""), "places": [], "outcomes": [], "title": "Begun"}
    version.refresh_from_db()
    actions.save_version(version=version, by=author, content={**blank, **empty}, revision=version.revision)
    before = marks()
    first, second = (Editor(name, user, version, known, chance) for name, user in (("Mine", author), ("Yours", colleague)))
    first.save()
    after_first = marks()
    answer = second.save()
    after = marks()
    wrong = [part for part in PARTS if part not in second.parts and after[part] != after_first[part]]
    wrong += [part for part in second.parts if _is_lost(part, first, second, before, after_first, after, answer)]
    return wrong, answer.status_code


def _is_lost(part, first, second, before, after_first, after, answer):
    refused = answer.status_code in (409, 412)
    if part not in first.parts or after_first[part] == before[part]:
        # nobody else was there: it is saved; or all is refused, and it is on the page that is shown again, or still with the program
        is_kept = second.door == "api" or _shows(answer, second, part, second.door)
        return after[part] == before[part] and not (refused and is_kept) and second.door != "autosave"
    if part == "description" and first.paragraph != second.paragraph and after[part] not in (before[part], after_first[part]):
        text = Version.objects.get().description
        return not all(one.wrote[part].split("</p>")[one.paragraph].removeprefix("<p>") in text for one in (first, second))
    if after[part] != after_first[part]:
        return True  # overwritten
    same = first.wrote[part] == second.wrote[part]
    return not same and not (refused and all(_shows(answer, one, part, second.door) for one in (first, second)))


def _shows(answer, editor, part, door):
    """The text of this editor is in what came back; an autosave leaves the page as it is, and says whose text is newer."""
    if door == "autosave":
        return b"Not saved" in answer.content
    value = editor.wrote[part]
    page = answer.content.decode()
    if part == "description":
        return value.split("</p>")[editor.paragraph].split()[-1] in page
    if part in LISTS:
        return value[0].slug in page or str(value[0].pk) in page or str(value[0]) in page
    if part in ROWS:
        return value[0][ROWS[part]] in page.replace(",", "")
    return value in page
