import json

from django.core.management.base import BaseCommand, CommandParser

from portal.running.demo.people import listed


class Command(BaseCommand):
    help = "List who can log in to the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON: email, password, name, role, organisation")

    def handle(self, *args: object, **options: object) -> None:
        people = listed()
        if options["json"]:
            self.stdout.write(json.dumps(people, indent=2))
            return
        if not people:
            self.stdout.write("No demonstration is loaded.")
            return
        width = max(len(person["email"]) for person in people)
        for person in people:
            place = f", {person['organisation']}" if person["organisation"] else ""
            self.stdout.write(f"{person['email']:{width}}  {person['role']}{place}")
        self.stdout.write(f"Password of all: {people[0]['password']}")
