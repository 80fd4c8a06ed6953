# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements.lock
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format quality bench train lock clean

help: ## list these targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

# The stamp is made last, so an interrupted set-up is done again and a finished one is not.
$(READY): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("$(PYTHON) is Python " + sys.version.split()[0] + "; Troth needs 3.11 or newer. Name one: make PYTHON=python3.12 demo")'
	@echo "Setting up $(VENV): once, a minute or two."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(LOCK)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY) ## make .venv with the pinned versions

demo: $(READY) ## read, record and publish the embedded dispatches, and say where the page is
	@$(BIN)/troth demo

test: lint ## everything that must hold before a change goes in
	$(BIN)/python -m pytest

lint: $(READY) ## format, lint, types and the contract between the four steps
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## put the code into the project's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

quality: $(READY) ## how well it reads: against annotated texts and held-out parts of the corpora
	@if [ -f $(SHARED)/gold/score.py ]; then \
	  $(BIN)/python $(SHARED)/gold/score.py $(SHARED)/gold/open $(SHARED)/gold/open/text \
	    --run '$(BIN)/troth read {file} --published {published} --format json'; \
	else echo "Skipped: the annotated texts are not in $(SHARED)/gold (set SHARED=DIR)."; fi
	@if [ -d $(SHARED)/news ]; then $(BIN)/python -m training.gold --news $(SHARED)/news --out build/gold; fi
	@$(BIN)/python -m training.floors shared --shared $(SHARED)

bench: $(READY) ## how fast it reads on this machine
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks --shared $(SHARED)

train: $(READY) ## make the packaged pipeline again from the corpora: four hours on two cores
	@$(PYTHON) -m venv build/training/venv
	@build/training/venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps -r $(LOCK)
	@build/training/venv/bin/python -m pip install -qq --disable-pip-version-check torch==2.13.0
	@build/training/venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps -r training/requirements.txt
	PYTHONPATH=src build/training/venv/bin/python -m training.train --shared $(SHARED)

lock: ## resolve the dependencies again into requirements.lock (UPGRADE=--upgrade for newer versions)
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check uv
	build/lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	  --generate-hashes --group dev --custom-compile-command "make lock" $(UPGRADE) \
	  --output-file $(LOCK) pyproject.toml

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist troth-demo \
	  .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
