"""What clerks do again and again on their journeys."""

import re
import subprocess
import sys
from datetime import date

from portal.running.demo.people import PASSWORD
from tests.committees.conftest import a_pdf

from .stack import ROOT

PASSES = """
import sys
from datetime import timedelta

import django

django.setup()
from django.utils import timezone

from committees.models import Meeting

Meeting.objects.filter(slug=sys.argv[1]).update(date=timezone.localdate() - timedelta(days=1))
"""


def on(page, name, day, time=""):
    """Fills the boxes of a day."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year), ("time", time)):
        if value:
            page.locator(f"[name={name}_{part}]").fill(str(value))


def follows_item(clerk, title):
    row = clerk.page.get_by_role("row").filter(has_text=title).first
    row.get_by_role("link", name=re.compile("^Change item")).click()
    clerk.arrives()


def pdf(title):
    return {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": a_pdf(title)}


def passes(stack, meeting):
    """The day of the meeting comes and goes."""
    slug = meeting.split("/meetings/")[1].split("/")[0]
    subprocess.run([sys.executable, "-c", PASSES, slug], cwd=ROOT, env=stack.env, check=True, capture_output=True)


def keeps(page):
    if page.locator("[name=keeps_day]").count():
        page.locator("[name=keeps_day]").first.check()


def says_why(page):
    if page.locator("[name=chair_reason]").count():
        page.locator("[name=chair_reason]").fill("Beds close before the month is over.")
        page.locator("[name=chair_agreed_by]").fill("The chair")
        on(page, "chair_agreed_date", date.today())


def confirms(somebody):
    """Gives the password again where a step asks for it."""
    if "Confirm it is you" in somebody.page.content():
        somebody.page.get_by_label("Password", exact=True).fill(PASSWORD)
        somebody.presses("Confirm")
