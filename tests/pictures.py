"""`make pictures`: the main pages of a running demonstration, wide and narrow, and the pages of its printed papers.

    python -m tests.pictures http://127.0.0.1:8000

Pages go to docs/pictures as NAME-1280.png and NAME-320.png. The papers are those
`make smoke` and `make test` left under build.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.smoke import ROOT, people_of_the_demonstration

PICTURES = ROOT / "docs" / "pictures"
WIDTHS = (1280, 320)
TALLEST, COLOURS = 1800, 48
LIVE, SOURCE, MEETING = "/rounds/eastmere-live/", "/rounds/sel-2019-20/", "/meetings/"
# under build, as make smoke and make test left them: how many of the first pages
PAPERS = {"smoke/receipt.pdf": 1, "smoke/pack.pdf": 6, "world/plan-ccg.pdf": 1, "world/plan-nhs-england.pdf": 1}


@dataclass(frozen=True)
class Picture:
    """A page, who looks at it, and the links followed from there."""

    name: str
    path: str
    role: str = ""
    organisation: str = ""
    links: tuple[str, ...] = ()


WANTED = (
    Picture("front", "/"),
    Picture("log-in", "/login/"),
    Picture("search", "/search/?q=frailty"),
    Picture("rounds", "/rounds/"),
    Picture("round", SOURCE),
    Picture("intention", f"{SOURCE}UEC-02/"),
    Picture("boroughs", f"{SOURCE}view/?as=boroughs"),
    Picture("outcomes", "/outcomes/"),
    Picture("meetings", MEETING),
    Picture("check-a-receipt", "/receipts/"),
    Picture("home-author", "/home/", "Author"),
    Picture("draft-round", f"{LIVE}draft/", "Author"),
    Picture("draft-intention", f"{LIVE}draft/UEC-02/", "Author"),
    Picture("problems", f"{LIVE}draft/problems/", "Author"),
    Picture("publish", f"{LIVE}publish/", "Approver"),
    Picture("responses", f"{SOURCE}responses/", "Approver"),
    Picture("home-provider", "/home/", "Contributor", "Harbourside"),
    Picture("what-is-left-to-do", "/responses/", "Contributor", "Harbourside", ("for Harbourside",)),
    Picture("home-clerk", "/home/", "Committee clerk"),
    Picture("home-member", "/home/", "Committee member"),
)


def take(page: Page, picture: Picture) -> None:
    page.goto(picture.path)
    for words in picture.links:
        page.get_by_role("main").get_by_role("link", name=words).first.click()
        page.wait_for_load_state()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=PICTURES / f"{picture.name}-{width}.png", full_page=True)
        make_small(PICTURES / f"{picture.name}-{width}.png")
    print(f"{picture.name:24} {page.title()}", flush=True)


def make_small(picture: Path) -> None:
    """The top of a long page, in few colours: a repository keeps every version of a picture."""
    with Image.open(picture) as whole:
        top = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, TALLEST)))
    top.quantize(COLOURS).save(picture, optimize=True)


def take_pages(browser: Browser, address: str, people: list[dict[str, str]]) -> None:
    """One visit for each person, so that everybody logs in once."""
    for role, organisation in dict.fromkeys((picture.role, picture.organisation) for picture in WANTED):
        visit = browser.new_context(base_url=address, locale="en-GB")
        page = visit.new_page()
        if role:
            person = next(one for one in people if one["role"] == role and organisation in one["organisation"])
            page.goto("/login/")
            page.get_by_label("Email address").fill(person["email"])
            page.get_by_label("Password", exact=True).fill(person["password"])
            page.get_by_role("main").get_by_role("button", name="Log in").click()
            page.wait_for_url("**/home/")
        for picture in WANTED:
            if (picture.role, picture.organisation) == (role, organisation):
                take(page, picture)
        visit.close()


def take_papers() -> None:
    for name, pages in PAPERS.items():
        paper = ROOT / "build" / name
        if not paper.exists():
            print(f"There is no build/{name}: run make smoke and make test first to have its pictures")
            continue
        shorter = ["-r", "60", "-png", "-l", str(pages)]
        subprocess.run(["pdftoppm", *shorter, str(paper), str(PICTURES / Path(name).stem)], check=True)
        for picture in PICTURES.glob(f"{Path(name).stem}-*.png"):
            make_small(picture)
        print(f"{name:24} {pages} pages")


def main(address: str) -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        take_pages(browser, address, people_of_the_demonstration())
        browser.close()
    take_papers()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
