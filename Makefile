# Two commands do all the set-up: `make serve` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: serve test lint format translations bench lock clean help

help:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# A stamp for each lock file: an install happens once, and again when its lock changes.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

serve: $(VENV)/runtime.stamp  ## install, index seeds/ and serve the search page
	$(BIN)/siaran serve seeds --host $(HOST) --port $(PORT)

test: $(VENV)/dev.stamp  ## install and run the whole test suite on all cores (ARGS=-n0: on one)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

lint: $(VENV)/dev.stamp  ## style, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

CATALOGS := src/search/web/translations

translations: $(VENV)/dev.stamp  ## gather the pages' texts into the catalogs and compile these (docs/translating.md)
	$(BIN)/pybabel -q extract -F pyproject.toml --add-location=file --no-wrap -o $(VENV)/messages.pot .
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d $(CATALOGS) --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d $(CATALOGS)

bench: $(VENV)/bench.stamp  ## measure against other engines (ARGS=--write puts the results into docs/performance.md)
	$(BIN)/python -m benchmarks $(ARGS)

lock: | $(BIN)/python  ## write requirements/*.txt anew from pyproject.toml
	$(BIN)/python -m pip install --quiet "uv>=0.8"
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" pyproject.toml --group dev -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" pyproject.toml --group dev --group bench -o requirements/bench.txt

clean:  ## remove the environment and caches (not the index)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
