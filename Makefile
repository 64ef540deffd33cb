# One command each. Debian 12 or Ubuntu with Python 3.11 or 3.12, make and a network is all that has to be there.
#
#   make demo PORT=8001 DATA=/path/to/a/folder      DATABASE_URL and REDIS_URL, when set, are used instead of our own
#   make test                                       every check, as .ci/run
#   make proof ORDER=7 SCALE=0.05                   the proofs in the order that this seed draws, a twentieth of every size: no figures
#   make proof PLANTED=1                            each guard taken out in turn, to see that it is missed; PLANTED=D2 for those named so
#   make smoke ADDRESS=http://127.0.0.1:8001        the main job against a running demonstration; PEOPLE=file when its database is not here

PYTHON ?= $(firstword $(shell command -v python3.11) $(shell command -v python3.12) $(shell command -v python3) python3)
PORT ?= 8000
DATA ?= var
ADDRESS ?= http://127.0.0.1:$(PORT)
IN := .venv/bin
SETUP := PYTHONPATH=portal/running $(PYTHON) -m setup
export PORT DATA ADDRESS

.DEFAULT_GOAL := help
.PHONY: help demo test proof bench fix smoke pictures

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo:  ## the whole portal on this machine, with demonstration data; Ctrl-C stops it
	@$(SETUP)
	@exec $(IN)/python -m portal.running.launcher

test:  ## every check: style, types, imports, migrations, tests, journeys in a browser
	@$(SETUP) tests
	@exec $(IN)/python -m portal.running.checks test

proof:  ## the long proofs, each in a world of its own; figures in build/proof.json
	@$(SETUP) tests
	@exec $(IN)/python -m portal.running.checks $(if $(PLANTED),planted,proof)

bench:  ## speed and size; figures in build/bench.json
	@$(SETUP) tests
	@exec $(IN)/python -m portal.running.checks bench

fix:  ## put code and templates in order
	@$(SETUP) tests
	@$(IN)/ruff check --fix . ; $(IN)/ruff format . ; find templates -name '*.html' -exec $(IN)/djade {} +

smoke:  ## the main job, step by step, against a running demonstration; papers in build/smoke
	@$(SETUP) smoke
	@exec $(IN)/python -m tests.smoke $(ADDRESS) $(PEOPLE)

pictures:  ## pictures of pages and papers of a running demonstration, into docs/pictures
	@$(SETUP) tests
	@exec $(IN)/python -m tests.pictures $(ADDRESS)
