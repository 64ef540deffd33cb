"""What comes from other programs: read one way behind every door, and what could not be kept is said.

`front.read` is the one way in. What it needs to know of others stands in tables that the readers of whole files use as well:
`symbols` (fonts whose letters are signs), `portal.richtext.numbers` (what a list can count), `told` (what a person is told).
"""
