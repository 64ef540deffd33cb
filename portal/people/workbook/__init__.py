"""The register as a workbook, and the people of an organisation as another."""

from . import people, register

__all__ = ["people", "register"]
