# A virtual environment in .venv, the exact versions of constraints.txt, nothing outside this folder.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: setup demo test check ontology reference score metamorphic speed clean

setup: .venv/core.stamp

demo: setup
	$(BIN)/evenhand demo

test: .venv/dev.stamp
	$(BIN)/pytest

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

ontology: setup
	$(BIN)/python -m ontology.rdf

reference: .venv/dev.stamp
	$(BIN)/python -m api.reference

score: setup
	$(BIN)/python -m benchmarks.score $(ARGS)

metamorphic: setup
	$(BIN)/python -m benchmarks.metamorphic $(ARGS)

speed: setup
	$(BIN)/python -m benchmarks.reading $(ARGS)

clean:
	rm -rf .venv build dist out evenhand-demo *.egg-info

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed (on Debian: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/core.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/dev.stamp: pyproject.toml constraints.txt .venv/core.stamp
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@
