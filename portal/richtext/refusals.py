"""What rich text may not be, in words that follow the name of the field."""

MOST_BYTES = 200_000  # of a field, cleaned
MOST_BYTES_TYPED = 1_000_000  # before cleaning: what Word pastes is mostly markup that cleaning takes away
MOST_TAGS = 25_000
MOST_DEPTH = 30
MOST_SPAN = 20
MOST_COLUMNS = 50
MOST_CELLS = 10_000


class Refused(ValueError):
    """Rich text that is not taken. `about("Description")` says so at the field."""

    words = "is not accepted"

    def about(self, field: str) -> str:
        return f"{field} {self.words}"

    def __str__(self) -> str:
        return self.about("Text")


class TooLarge(Refused):
    words = f"must be {MOST_BYTES // 1000} kB or less"


class TooDeep(Refused):
    words = f"must have lists, tables and quotations at most {MOST_DEPTH} levels deep"


class TooWide(Refused):
    words = f"must have tables of at most {MOST_COLUMNS} columns"
