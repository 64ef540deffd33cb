from django.core.management.base import BaseCommand, CommandParser

from portal.organisations import actions


class Command(BaseCommand):
    help = "Make the first operator, who adds organisations in the browser. Prints a link that works once, to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: object, email: str, name: str, **options: object) -> None:
        self.stdout.write(actions.make_operator(email=email, name=name))
