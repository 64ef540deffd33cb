"""The closed lists of the pages about organisations and their people."""

from django.db.models import TextChoices


class Book(TextChoices):
    """What an Excel workbook holds: the register, or the people of one organisation."""

    REGISTER = "register", "Organisations"
    PEOPLE = "people", "People"
