"""Why a paper cannot be printed, in words a person can act on. They complete "Issue 3 could not be printed: ..."."""

from __future__ import annotations

STOPPED = "the printer stopped on it without a reason. Try again, or contact the operator."


class CannotPrint(Exception):
    """`is_certain` when printing again would fail again: the words go to the reader at once.

    `is_chance` when something beside the paper ended its print, so that it is tried for longer.
    """

    def __init__(self, words: str, *, is_certain: bool = True, is_chance: bool = False):
        super().__init__(words)
        self.words, self.is_certain, self.is_chance = words, is_certain, is_chance


def table_too_wide(section: str) -> CannotPrint:
    place = f"the table in section “{section}”" if section else "a table"
    return CannotPrint(f"{place} is too wide. Make it narrower or attach it as an annex.")


def picture_too_wide(section: str) -> CannotPrint:
    place = f"the picture in section “{section}”" if section else "a picture"
    return CannotPrint(f"{place} is wider than the page. Make it smaller.")


def too_long_for_one_page(section: str, lines: int) -> CannotPrint:
    counted = "1 line" if lines == 1 else f"{lines} lines"
    return CannotPrint(f"“{section}” is {counted} too long for one page. Shorten it or another section.")


def foreign_file(address: str) -> CannotPrint:
    shown = address if len(address) <= 80 else f"{address[:77]}..."
    return CannotPrint(f"it uses a picture or file from elsewhere ({shown}). Attach the picture instead.")


def missing_file(name: str) -> CannotPrint:
    return CannotPrint(f"the attached picture “{name}” is missing or cannot be read. Attach it again.")


def dead_link(paper: str, target: str) -> CannotPrint:
    return CannotPrint(f"{paper} links to “{target}”, which is not in this pack. Correct the link or add the paper.")


def damaged_paper(paper: str) -> CannotPrint:
    return CannotPrint(f"the stored print of {paper} is damaged. Print that paper again.")


def too_many_rows(section: str, rows: int, most: int) -> CannotPrint:
    place = f"the table in section “{section}”" if section else "a table"
    return CannotPrint(f"{place} has {rows:,} rows; {most:,} is the most that can be printed. Attach it as an annex or a spreadsheet.")


def see_through_text() -> CannotPrint:
    return CannotPrint("some text is see-through, which a screen reader cannot read. Use a colour instead.")


def took_too_long() -> CannotPrint:
    return CannotPrint("it took too long to print. Shorten it, or split it into two papers.", is_certain=False)


def too_much_memory() -> CannotPrint:
    return CannotPrint("it is too large to print. Split it into two papers, or use smaller pictures.", is_certain=False)


def too_deep() -> CannotPrint:
    return CannotPrint("lists or tables inside each other are nested too deeply. Make them flatter.")


def press_stopped() -> CannotPrint:
    return CannotPrint(STOPPED, is_certain=False)


def killed() -> CannotPrint:
    """By the kernel for want of memory elsewhere, or by an operator's hand."""
    return CannotPrint(STOPPED, is_certain=False, is_chance=True)


# ── Uploads ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def empty_upload() -> CannotPrint:
    return CannotPrint("The PDF is empty. Save it again and upload that")


def locked_upload() -> CannotPrint:
    return CannotPrint("The PDF has a password or may not be changed. Save it without one and upload that")


def damaged_upload() -> CannotPrint:
    return CannotPrint("The PDF is damaged and cannot be read. Save it again and upload that")


def too_many_pages(pages: int, most: int) -> CannotPrint:
    return CannotPrint(f"The PDF has {pages:,} pages; {most:,} is the most that can be bound. Split it")


def hidden_layers() -> CannotPrint:
    return CannotPrint("The PDF has hidden layers, which would be seen in the pack. Save it flattened and upload that")


def redactions_not_applied(pages: str) -> CannotPrint:
    return CannotPrint(
        f"The PDF has redactions on {pages} that were marked and not applied: the words are still under them. "
        "Apply them in the program that marked them and upload that"
    )


def stamp_without_a_picture(pages: str) -> CannotPrint:
    return CannotPrint(
        f"The PDF has a stamp on {pages} that each reader draws otherwise, because it brings no picture of itself. "
        "Print the file to a new PDF and upload that"
    )


def a_programs_own_form() -> CannotPrint:
    return CannotPrint("The PDF is a form that only the program it was made for can show. Print it to a new PDF and upload that")


def part_not_printed(label: str, words: str) -> str:
    return f"{label}: {words}"
