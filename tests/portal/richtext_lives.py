"""Texts whose every word has a number of its own, edited at random: what became of each word is known, whatever the text says.

Every third word is one that stands everywhere ("the", "of"): the model knows its number, the text does not say it.
"""

from dataclasses import dataclass, field
from itertools import count
from random import Random

from portal.richtext.anchors import follow_words, reading, select
from portal.richtext.clean import clean

GONE = ("gone", "gone, though all of it stands")  # the second: a few words in another place, taken for other words to be safe
EVERYWHERE = "the of and to in for a care will be".split()


@dataclass
class Word:
    number: int
    text: str


@dataclass
class Text:
    """Blocks: ("p", [line]), ("ul", [line, ...]) or ("table", [[line, ...], ...]); a line is words."""

    random: Random
    numbers: count = field(default_factory=count)
    blocks: list = field(default_factory=list)

    def __post_init__(self):
        self.blocks = [self._block() for _ in range(self.random.randint(3, 7))]

    def _word(self):
        number = next(self.numbers)
        return Word(number, self.random.choice(EVERYWHERE) if self.random.random() < 0.35 else f"word{number}")

    def _line(self, shortest=4, longest=14):
        return [self._word() for _ in range(self.random.randint(shortest, longest))]

    def _block(self):
        match self.random.choice("pppult"):
            case "u":
                return ("ul", [self._line() for _ in range(self.random.randint(2, 4))])
            case "t":
                return ("table", [[self._line(2, 5) for _ in range(3)] for _ in range(self.random.randint(2, 4))])
        return ("p", [self._line()])

    def lines(self):
        for kind, held in self.blocks:
            yield from ((line for row in held for line in row) if kind == "table" else held)

    def words(self):
        return [word for line in self.lines() for word in line]

    def html(self):
        return clean("".join(_written(*block) for block in self.blocks))

    # ── Edits ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def edit(self):
        many = (self.add, self.cut, self.reword, self.reword, self.drop, self.move, self.split, self.join, self.insert)
        self.random.choice(many)()
        self.blocks = [block for block in self.blocks if any(_lines(block))] or [self._block()]

    def _some(self, shortest=1):
        found = [line for line in self.lines() if len(line) >= shortest]
        return self.random.choice(found) if found else None

    def add(self):
        if line := self._some():
            at = self.random.randint(0, len(line))
            line[at:at] = [self._word() for _ in range(self.random.randint(1, 4))]

    def cut(self):
        if line := self._some(2):
            at = self.random.randrange(len(line))
            del line[at : at + self.random.randint(1, 4)]

    def reword(self):
        if line := self._some():
            at = self.random.randrange(len(line))
            line[at : at + self.random.randint(1, 3)] = [self._word() for _ in range(self.random.randint(1, 3))]

    def insert(self):
        self.blocks.insert(self.random.randint(0, len(self.blocks)), self._block())

    def drop(self):
        if len(self.blocks) > 1 and self.random.random() < 0.5:
            self.blocks.pop(self.random.randrange(len(self.blocks)))

    def move(self):
        block = self.blocks.pop(self.random.randrange(len(self.blocks)))
        self.blocks.insert(self.random.randint(0, len(self.blocks)), block)

    def split(self):
        at = self.random.randrange(len(self.blocks))
        kind, held = self.blocks[at]
        if kind == "p" and len(held[0]) > 3:
            cut = self.random.randint(1, len(held[0]) - 1)
            self.blocks[at : at + 1] = [("p", [held[0][:cut]]), ("p", [held[0][cut:]])]

    def join(self):
        at = self.random.randrange(len(self.blocks))
        pair = self.blocks[at : at + 2]
        if [kind for kind, _ in pair] == ["p", "p"]:
            self.blocks[at : at + 2] = [("p", [pair[0][1][0] + pair[1][1][0]])]


def _lines(block):
    kind, held = block
    return [line for row in held for line in row] if kind == "table" else held


def _written(kind, held):
    match kind:
        case "p":
            return f"<p>{_said(held[0])}</p>"
        case "ul":
            return f"<ul>{''.join(f'<li>{_said(line)}</li>' for line in held)}</ul>"
    rows = "".join(f"<tr>{''.join(f'<td>{_said(line)}</td>' for line in row)}</tr>" for row in held)
    return f"<table>{rows}</table>"


def _said(line):
    return " ".join(word.text for word in line)


# ── A comment through the edits ─────────────────────────────────────────────────────────────────────────────────────
def follows(text, edits):
    """Some words are chosen, the text is edited; "there", "gone" or "gone, though all of it stands", or what is wrong."""
    chosen = []
    while not any(word.text.startswith("word") for word in chosen):  # "the" alone could be any other
        line = text._some()
        first = text.random.randrange(len(line))
        chosen = line[first : first + text.random.randint(1, 8)]
    html, every, begun = text.html(), text.words(), next(text.numbers)
    at = next(number for number, word in enumerate(every) if word is chosen[0])
    before, after = (" ".join(word.text for word in some) for some in (every[:at], every[at + len(chosen) :]))
    said = " ".join(word.text for word in chosen)
    held = select(html, said, before, after)
    if [word.number for word in _under(text, html, held)] != [word.number for word in chosen]:
        return "on other words from the beginning"
    for _ in range(edits):
        was = html
        text.edit()
        html = text.html()
        held = follow_words(was, html, held.start, held.words, said)
        if held is None:
            return _gone(text, chosen)
        if wrong := _judged(_under(text, html, held), chosen, begun):
            return wrong
    return "there"


def _under(text, html, held):
    """The words on which it stands, known by their numbers."""
    first = len(reading(html)[: held.start].split())
    return text.words()[first : first + len(held.words.split())]


def _judged(under, chosen, begun):
    """It begins and ends on words that were chosen, and of what stood elsewhere then hardly anything has come between.

    "to" written anew where a chosen "to" was struck out is that word: nobody who reads the text could say otherwise.
    """
    said = {word.text for word in chosen}
    numbers = {word.number for word in chosen} | {word.number for word in under if word.number >= begun and word.text in said}
    if not {under[0].number, under[-1].number} <= numbers:
        return f"on other words: {' '.join(word.text for word in under)}"
    foreign = [word for word in under if word.number < begun and word.number not in numbers]
    return f"with other words: {foreign}" if len(foreign) * 2 > len(under) else ""


def _gone(text, chosen):
    numbers, wanted = [word.number for word in text.words()], [word.number for word in chosen]
    stands = any(numbers[at : at + len(wanted)] == wanted for at in range(len(numbers)))
    return GONE[stands]
