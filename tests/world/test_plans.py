"""A plan on a page of each form: one A4, with every objective its source has. Kept as build/world/plan-FORM.pdf, to be looked at."""

import io
import subprocess

import pikepdf
import pytest

from committees import documents
from committees.models import Committee, Paper
from committees.states import PaperForm
from intentions.models import Plan
from portal.printing import pdf
from portal.running.demo.reading import read
from portal.running.setup.machine import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FILES = {"greenwich-2014-19": "plans/greenwich.yaml", "nhse-military-2014-19": "plans/nhse-military.yaml"}


def printed(plan):
    committee = Committee.objects.get(slug="lewisham-healthier-communities")
    paper = Paper(committee=committee, author=plan.organisation, plan=plan, form=PaperForm.PLAN, title=plan.title)
    return pdf.print_paper("documents/paper.html", documents.paper_facts(paper), title=plan.title)


def words_of(file):
    """The words of a PDF as one line, those divided at the end of a line put together."""
    said = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.replace("\u00ad\n", "").split())


@pytest.mark.parametrize("slug", FILES)
def test_a_plan_is_one_page_with_every_objective_of_its_source(slug):
    plan, source = Plan.objects.get(slug=slug), read(FILES[slug])
    made = printed(plan)
    file = ROOT / "build" / "world" / f"plan-{plan.form}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(made.pdf)

    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        [page] = opened.pages
        assert sorted(round(float(side)) for side in page.MediaBox[2:]) == [595, 842]
    assert made.faults == []
    wanted = [one["statement"] for one in source["objectives"]]
    assert len(wanted) >= 4
    said = words_of(file)
    assert [one for one in wanted if " ".join(one.split()).rstrip(".") not in said] == []
