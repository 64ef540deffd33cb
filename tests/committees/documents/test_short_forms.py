"""A paper writes a short form out where it first uses it, in whatever block that is, and only there."""

from bs4 import BeautifulSoup

from committees import documents
from portal.printing.drawing import PRINT_FRAME, WEB_FRAME
from portal.printing.pdf import render_html


def test_a_short_form_is_written_out_at_its_first_use_in_the_paper(item, paper):
    facts = documents.paper_facts(paper)
    first, second, *_ = facts["sections"]
    first["blocks"] = [{"kind": "plain", "text": "UEC & MSK"}, {"kind": "rich", "html": "<p>UEC again, <strong>A&amp;E</strong></p>"}]
    second["blocks"] = [{"kind": "bullets", "lines": ["A&E and MSK", "SDEC <fast>"]}]
    for frame in (PRINT_FRAME, WEB_FRAME):
        html = render_html("documents/paper.html", facts, title="x", frame=frame)
        said = " ".join(BeautifulSoup(html, "html.parser").get_text(" ", strip=True).split())
        assert "UEC (urgent and emergency care) & MSK (musculoskeletal) UEC again, A&E (accident and emergency)" in said
        assert "A&E and MSK SDEC (same day emergency care) <fast>" in said
