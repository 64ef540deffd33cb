"""Comments on a chapter, a passage of the front matter and a plan on a page, for what undoes a migration."""

from intentions import actions
from intentions.models import Comment, Section
from intentions.states import ProgrammeKind, RoundKind
from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.organisations.states import Kind


def speak() -> None:
    by = User.objects.create_user("author@example.org", name="Ann Author")
    lead = Organisation.objects.create(slug="lead", name="Lead", short_name="Lead", kinds=[Kind.CLINICAL_COMMISSIONING_GROUP])
    about = {"title": "A round", "slug": "a-round", "kind": RoundKind.ANNUAL, "year_from": 2028, "year_to": 2028}
    round = actions.start_round(**about, lead=lead, participants=[], by=by)
    programme = actions.add_programme(slug="beds", name="Beds", kind=ProgrammeKind.OTHER, by=by)
    chapter = actions.add_chapter(round=round, programme=programme, code="BED", title="Beds", by=by)
    passage = actions.add_passage(round=round, model=Section, by=by, heading="Why", kind="other", body="<p>Why.</p>")
    plan = actions.add_plan(slug="a-plan", title="A plan", form="ccg", organisation=lead, content={"mission": "One"}, by=by)
    for thing, text in ((chapter, "On a chapter"), (passage, "On a passage"), (plan, "On a plan")):
        actions.start_thread(about=thing, by=by, text=text)


def left() -> list[str]:
    return list(Comment.objects.values_list("text", flat=True))
