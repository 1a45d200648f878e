# unkg: `make demo` builds the graph of the samples, `make test` runs all tests.
# Both make their own environment in .venv; pip is the only thing that asks the network.

PYTHON ?= $(firstword $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p; done))
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
PYTEST_ARGS ?= -n auto --dist loadfile -q

.DEFAULT_GOAL := help
.PHONY: help demo test lint format ontology clean

help: ## say what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.unkg ## build the graph of the samples into output/
	@$(BIN)/kg build samples --output output --title "Eleven resolutions that nobody adopted"
	@echo
	@echo "  The command is $(BIN)/kg; try: $(BIN)/kg explain A/RES/903/5 A/RES/902/31"

test: $(VENV)/.unkg-test ## run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.unkg-dev ## check form, rules and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.unkg-dev ## bring the code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(VENV)/.unkg ## write the vocabularies that come from the rules
	$(BIN)/python -m kg.vocabulary

clean: ## remove the environment and all caches; output/ stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment that is there is used as it is; a stamp says what was installed into it.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "unkg needs Python 3.11 or newer; name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "making the environment $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) has no venv; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.unkg: pyproject.toml | $(BIN)/python
	@echo "installing unkg into $(VENV)"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.unkg-test: pyproject.toml | $(BIN)/python
	@echo "installing unkg and what its tests need into $(VENV)"
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.unkg

$(VENV)/.unkg-dev: pyproject.toml | $(BIN)/python
	@echo "installing unkg and what its checks need into $(VENV)"
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.unkg-test $(VENV)/.unkg
