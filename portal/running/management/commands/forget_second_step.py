from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.organisations import actions


class Command(BaseCommand):
    help = "Let a person who lost phone, passkey and recovery codes set up a second step anew. Make sure first that it is them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        person = get_user_model().objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the email {email}.")
        actions.forget_second_step(person=person, by=None)
        self.stdout.write(f"{person.name} sets up a second step at the next log in.")
