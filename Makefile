# sanctionsim: `make demo` and `make test` are all that is needed. Each makes its own environment first.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# PYTHON=/path/to/python overrides the search; 3.11 is looked for first, as it is what the lock was made for.
PYTHON ?=
CANDIDATES := $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python

DEMO_FLAGS ?= --years 5 --replicates 4
UNSURE_FLAGS ?= --years 5 --claimants 24000 --draws 16 --replicates 1
PICTURE_FLAGS ?= --years 5 --claimants 6000 --draws 64 --replicates 1
AXE ?= 4.14.1
WORKERS ?= 2
UV ?= uv
VERIFIED := build/verification.json
LOOK := chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
  --virtual-time-budget=5000 --user-data-dir=build/profile

.PHONY: help env demo test verify verifyall bench peers lint format coverage mutation axe screenshots lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

env: $(STAMP) ## make .venv from requirements.lock, every download checked against its hash

$(STAMP): requirements.lock pyproject.toml
	@python=""; \
	for candidate in $(CANDIDATES); do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "sanctionsim needs Python 3.11 or later, and none of these is one: $(strip $(CANDIDATES))." >&2; \
	  echo "Install Python 3.11, or name one: make env PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$python: about half a minute on a fast line, 800 MB on disk"; \
	"$$python" -m venv --clear $(VENV) || { \
	  echo "$$python cannot make virtual environments: install its venv module (on Debian: python3-venv)." >&2; \
	  exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: env ## voluntary against mandatory, all claimants, five years, with a report
	@echo "The voluntary scheme of 2009 against the Green Paper of 2008, all claimants, central values:"
	@$(BIN)/sanctionsim compare voluntary_2009 green_paper_2008 $(DEMO_FLAGS)
	@echo
	@echo "The same with the parameters drawn from their ranges, on a tenth of the claimants:"
	@$(BIN)/sanctionsim compare voluntary_2009 green_paper_2008 $(UNSURE_FLAGS)

test: lint ## lint, types, then all tests but the long statistical ones
	@echo "Running the tests on $(WORKERS) workers, without the long statistical ones (make verify)"
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m "not verify"

verify: env ## the long statistical tests of the model, and a table of what they found
	@echo "Running the long statistical tests of the model on $(WORKERS) workers"
	@rm -f $(VERIFIED)
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m "(verify or short) and not long" --verification $(VERIFIED)

verifyall: env ## all of them, and those that take hours: the second implementation and every law over the whole library
	@echo "Running all statistical tests of the model on $(WORKERS) workers: some hours"
	@rm -f $(VERIFIED)
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m "verify or short" --verification $(VERIFIED)

bench: env ## time the simulator on this machine
	@echo "Timing the simulator on this machine"
	@$(BIN)/python -m benchmarks

peers: env ## time one small workload on other frameworks too, each in an environment under build/peers (4 GB)
	@echo "Timing one small workload on this engine and on others: five minutes or so, and as long to make the environments"
	@$(BIN)/python -m benchmarks.peers

lint: env ## ruff, mypy and the one-way street of imports
	@echo "Checking style, format, types and the direction of imports"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: env ## put the code into the house format
	@echo "Formatting"
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

coverage: env ## the same tests, with the lines and branches they miss; fails below 95% of scenarios/ and simulate/
	@echo "Running the tests and listing the lines and branches they miss"
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m "not verify" --cov --cov-report=term-missing
	@echo "scenarios/ and simulate/, of which 95% must be covered"
	@$(BIN)/python -m coverage report --include='scenarios/*,simulate/*' --fail-under=95 --skip-covered

mutation: env ## mutants of scenarios/ and simulate/, and which of them no test notices: half an hour of a processor
	@echo "Measuring which tests cover what, then trying mutants"
	@$(BIN)/python -m pytest -q -p no:xdist tests/scenarios tests/simulate -m "not verify" \
	  --cov=scenarios --cov=simulate --cov-context=test --cov-report=
	@nice -n 10 $(BIN)/python -m tests.mutation --coverage .coverage --mutants 150

axe: ## fetch axe-core, with which `make verify` looks at the report's accessibility (needs npm, once; never shipped)
	@echo "Fetching axe-core $(AXE) to build/axe"
	@mkdir -p build/axe && cd build/axe && npm pack --silent axe-core@$(AXE) >/dev/null && tar -xzf axe-core-$(AXE).tgz \
	  --strip-components=1 package/axe.min.js package/LICENSE

screenshots: env ## the pictures of README and docs: a run of many draws, and chromium to look at it
	@echo "Making docs/report*.png, docs/paper.png and docs/explorer.png"
	@rm -rf build/picture && mkdir -p build/profile
	@$(BIN)/sanctionsim compare voluntary_2009 green_paper_2008 $(PICTURE_FLAGS) --out build/picture --quiet
	@$(BIN)/python -m tests.pictures build/picture/report.html docs
	@$(BIN)/python -m results.paper.picture build/picture docs/paper.png
	@$(BIN)/sanctionsim app --static build/explorer.html
	@$(LOOK) --window-size=1280,1160 --screenshot=docs/explorer.png \
	  "file://$(CURDIR)/build/explorer.html#belief=minister&hold.word_of_mouth=1" >/dev/null 2>&1

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	@echo "Renewing requirements.lock"
	@{ printf '%s\n' \
	  '# Every package of the environment, pinned and hash-checked, for Python 3.11 or later.' \
	  '# Made from pyproject.toml by `make lock`; do not edit by hand.'; \
	  $(UV) pip compile pyproject.toml --extra dev --universal --python-version 3.11 --fork-strategy fewest --no-strip-extras \
	    --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet; \
	} > requirements.lock.new
	@mv requirements.lock.new requirements.lock

clean: ## remove the environment and the caches, never the runs
	@echo "Removing $(VENV) and the caches; runs/ stays"
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* dist
