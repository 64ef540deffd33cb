"""Which intentions a passage is about: by reference, by title, by words; with how sure that is and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from .asked import Register, folded, stems

TITLE, WORDS, APART = 0.7, 0.34, 0.08  # shares of weight: of a title's words, of all words, and before the next best


@dataclass
class Meant:
    references: list[str] = field(default_factory=list)
    sure: float = 0.0
    why: str = ""


def meant_by(text: str, register: Register) -> Meant:
    if named := register.named(text):
        return Meant(named, 0.97, f"It names {', '.join(named)}")
    return _by_title(text, register) or _by_words(text, register) or Meant()


def _by_title(text: str, register: Register) -> Meant | None:
    """A title in its words and order. The same title twice is not chosen between."""
    inside = f" {folded(text)} "
    titles = [(one.reference, folded(one.title)) for one in register.asked]
    found = [(reference, title) for reference, title in titles if len(title.split()) > 1 and f" {title} " in inside]
    found = [one for one in found if not any(one[1] != other[1] and one[1] in other[1] for other in found)]
    if not found:
        return _by_most_of_title(text, register)
    twice = {title for _, title in found if sum(other == title for _, other in found) > 1}
    if twice:
        return Meant([], 0.3, f"Several intentions have this title: {', '.join(one for one, title in found if title in twice)}")
    references = [one for one, _ in found]
    return Meant(references, 0.92, f"It names the title of {', '.join(references)}")


def _by_most_of_title(text: str, register: Register) -> Meant | None:
    words = stems(text)
    shares = sorted(((_share(words & title, title, register), reference) for reference, title in register.titles.items()), reverse=True)
    best, second = shares[0] if shares else (0.0, ""), shares[1][0] if len(shares) > 1 else 0.0
    enough = len(words & register.titles.get(best[1], set())) > 1
    if not enough or best[0] < TITLE or best[0] - second < APART:
        return None
    return Meant([best[1]], round(0.45 + 0.4 * best[0], 2), f"It has most words of the title of {best[1]}")


def _share(shared: set[str], of: set[str], register: Register) -> float:
    return register.weight(shared) / (register.weight(of) or 1.0)


def _by_words(text: str, register: Register) -> Meant | None:
    """What it shares with one description more than with any other; never sure."""
    words = stems(text)
    known = words & set(register.weights)
    scores = sorted(((_alike(known, words, all_, register), reference) for reference, all_ in register.all.items()), reverse=True)
    best, second = scores[0] if scores else (0.0, ""), scores[1][0] if len(scores) > 1 else 0.0
    if best[0] < WORDS or best[0] - second < APART:
        return None
    shared = sorted(known & register.all[best[1]], key=lambda one: -register.weights[one])
    said = [word for word in folded(text).split() if word[:6] in shared[:4]]
    return Meant([best[1]], 0.5, f"It shares words with {best[1]}: {', '.join(dict.fromkeys(said))}")


def _alike(known: set[str], words: set[str], of: set[str], register: Register) -> float:
    """Weight of what is shared, beside the geometric mean of both."""
    shared = known & of
    if len(shared) < 3:
        return 0.0
    return float(register.weight(shared) / (register.weight(known or words) * register.weight(of)) ** 0.5)
