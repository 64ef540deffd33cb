"""What has the focus is in sight: no bar lies on it, at any size and whichever way one goes."""

import pytest

pytestmark = pytest.mark.journey
ROUND = "/rounds/eastmere-live/draft/"
REFERENCE = "PLAN-02"
MOST_STOPS = 400
SIZES = ((1280, 900), (320, 256))
COVERED = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame); // as it is seen, not as it moves
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const name = `${one.getAttribute("aria-label") ?? one.id} ${one.textContent.trim().slice(0, 40)}`;
  const own = one.closest(".app-bar, #time-limit, .app-editor__tools");
  const bars = [...document.querySelectorAll(".app-bar, #time-limit, .app-editor__tools")]
    .filter((bar) => bar !== own && !bar.contains(one) && !bar.hidden && getComputedStyle(bar).position === "sticky")
    .map((bar) => bar.getBoundingClientRect());
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const left = bars.reduce(
    (found, bar) => found.flatMap(([from, to]) => bar.right <= box.left || bar.left >= box.right ? [[from, to]]
      : [[from, Math.min(to, bar.top)], [Math.max(from, bar.bottom), to]].filter(([a, b]) => b > a)),
    bottom > top ? [[top, bottom]] : [],
  );
  const seen = left.reduce((sum, [from, to]) => sum + to - from, 0);
  return { name, seen, high: box.height, room: Math.min(box.height, 24) };
}"""


@pytest.mark.parametrize("is_warned", [False, True], ids=["quiet", "before the time is over"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_focus_is_covered_on_the_editing_page(person, width, height, is_warned):
    author = person("author@eastmere.example", viewport={"width": width, "height": height})
    page = author.opens(f"{ROUND}{REFERENCE}/")
    page.locator(".ProseMirror").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if is_warned:
        page.evaluate("document.getElementById('time-limit').hidden = false")
    for key in ("Tab", "Shift+Tab"):
        stops, covered = 0, []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Escape")
            page.keyboard.press(key)
            one = page.evaluate(COVERED)
            if one is None:
                break
            stops += 1
            if one["seen"] + 1 < one["room"]:
                covered.append((one["name"], round(one["seen"])))
        assert stops > 60
        assert covered == [], f"{len(covered)} of {stops} stops are covered"
