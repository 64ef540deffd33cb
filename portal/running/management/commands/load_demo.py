from django.core.management.base import BaseCommand, CommandError

from portal.running.demo.load import load
from portal.running.demo.reading import WrongContent


class Command(BaseCommand):
    help = "Load the demonstration once; a second run changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        try:
            loaded = load()
        except WrongContent as wrong:
            raise CommandError(f"The demonstration was not loaded, and nothing of it was kept. {wrong}") from wrong
        self.stdout.write("The demonstration is loaded." if loaded else "The demonstration was loaded before; nothing changed.")
