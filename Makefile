# `make demo` needs Python >= 3.11, make and PyPI, nothing else. `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK = 1

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed

.PHONY: help demo install check style types map migrations templates licences documents \
        test test-slow bench oracle docs lock messages accessibility

help:
	@echo "make demo       a fictional municipality in your browser"
	@echo "make test       the whole test suite: SQLite, PostgreSQL, browser"
	@echo "make check      style, types, the map, migrations, templates, licences, documents"
	@echo "make test-slow  slow tests, and the check that claiming tests can fail"
	@echo "make bench      measurements into docs/benchmarks.md; ARGS=allocation for one"
	@echo "make oracle     what pabutools answers about real rounds, anew: up to an hour"
	@echo "make docs       documents that are made from the code"
	@echo "make messages   the English words of the screens, gathered anew"
	@echo "make accessibility  test every page in a browser, and report it on the site"
	@echo "make lock       the locked dependencies, anew"

demo: $(RUNTIME)
	$(BIN)/schakel demo $(ARGS)

install: $(DEVELOPMENT)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Schakel needs Python 3.11 or newer; name yours: make demo PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/install.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements/install.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(RUNTIME)

# One after another, all of them: `make -k check` shows every failure at once.
check: style types map migrations templates licences documents

style: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEVELOPMENT)
	$(BIN)/mypy

map: $(DEVELOPMENT)
	$(BIN)/lint-imports

migrations: $(DEVELOPMENT)
	$(BIN)/schakel makemigrations --check --dry-run

templates: $(DEVELOPMENT)
	$(BIN)/djlint --lint --quiet src

licences: $(DEVELOPMENT)
	$(BIN)/python tools/licences.py
	$(BIN)/python tools/vendored.py
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint

documents: $(DEVELOPMENT)
	$(BIN)/python tools/publiccode.py
	$(BIN)/python tools/documents.py --check
	$(BIN)/python tools/messages.py --check

test: $(DEVELOPMENT)
	$(BIN)/python tools/run_tests.py

test-slow: $(DEVELOPMENT)
	$(BIN)/python -m pytest -m slow --durations=10
	$(BIN)/python -m pytest -m "" -p tests.plugins.break_claims

bench: $(DEVELOPMENT)
	$(BIN)/python tools/run_bench.py $(ARGS)

# Needs real data in SCHAKEL_DATA or ../shared/data. ARGS="--minutes 60 --workers 1"
oracle: $(DEVELOPMENT)
	$(BIN)/python tools/oracle.py $(ARGS)

docs: $(DEVELOPMENT)
	$(BIN)/python tools/documents.py

messages: $(DEVELOPMENT)
	$(BIN)/python tools/messages.py

# Drives a browser over every page and writes what it found for the page about accessibility.
accessibility: $(DEVELOPMENT)
	SCHAKEL_ACCESSIBILITY_REPORT=src/schakel/web/operating/accessibility.json \
	  $(BIN)/python -m pytest -q -m browser tests/browser/test_every_page.py tests/browser/test_voting.py

lock:
	$(PYTHON) tools/lock.py
