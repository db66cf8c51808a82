# Every target sets .venv up first; once it is ready that costs nothing.
python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all check bench docs dist pins clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

setup: ## install what is missing
	@sh scripts/setup.sh

demo: setup ## render the elimination of the README to media/elimination.mp4
	@sh scripts/demo.sh

test: setup ## run the whole test suite
	@$(python) -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

test-all: setup ## the test suite with all that takes long: every scene in full size too
	@OPTVIZ_TEST_ALL=1 $(python) -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

check: setup ## formatting, lint, types, layers
	@$(python) -m ruff format --check .
	@$(python) -m ruff check .
	@$(python) -m mypy
	@.venv/bin/lint-imports --no-logo --no-cache # its cache may keep imports of modules that moved

bench: setup ## measure against the peers; ARGS="elimination --threads 1" chooses
	@$(python) -m benchmarks $(ARGS)

docs: setup ## build the documentation into docs/_build/html
	@$(python) -m sphinx --quiet --fail-on-warning --keep-going --builder html docs docs/_build/html
	@echo "docs/_build/html/index.html"

dist: setup ## build the wheel and the source distribution into dist/, and try both
	@sh scripts/dist.sh

pins: setup ## renew the pinned versions in requirements/
	@sh scripts/pin.sh

clean: ## remove .venv and everything made
	@rm -rf .venv media build dist docs/_build uv.lock *.egg-info
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
