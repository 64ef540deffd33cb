"""Converters for the addresses people cite."""


class Reference:
    """An intention's reference: UEC-02, LTC-BEX-01."""

    regex = r"[A-Z][A-Z0-9]{0,9}(?:-[A-Z][A-Z0-9]{0,9})?-[0-9]{1,4}[a-z]?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Code(Reference):
    """A chapter's code: UEC."""

    regex = r"[A-Z][A-Z0-9]{0,9}"
