# Two commands do everything: `make run` (the main job on a sample) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := docs/sample-report.txt

.PHONY: run serve test check lock benchmark loadtest clean

run: $(VENV)/.runtime
	$(BIN)/trichluc extract $(SAMPLE)

serve: $(VENV)/.runtime
	$(BIN)/trichluc serve

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	$(MAKE) test

benchmark: $(VENV)/.dev
	$(BIN)/python -m training.benchmark

loadtest: $(VENV)/.dev
	$(BIN)/python -m training.load_benchmark

# The locks pin every package for every platform that `requires-python` admits; plain pip reads them.
lock: $(VENV)/.dev
	$(BIN)/pip-compile -q --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --strip-extras --no-emit-index-url --no-emit-find-links --no-header --extra dev --extra train --extra ray --extra postgres -c requirements.lock -o requirements-dev.lock pyproject.toml

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/pip install -q -r requirements.lock
	$(BIN)/pip install -q --no-deps -e .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/pip install -q -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build *.egg-info
