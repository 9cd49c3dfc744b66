# The commands of the project; CI and the editor use the same ones.
PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3)
PY := .venv/bin/python
# Compiled once, where a container says not to keep it, rather than in each process that tests and commands start.
unexport PYTHONDONTWRITEBYTECODE
# Tests wait for what they start, so that two processes do not keep two processors busy.
IN_PARALLEL := --dist loadgroup --no-loadscope-reorder
ACTIONLINT := v1.7.12
ifeq ($(PYTHON),)
$(error Python 3.12 or 3.13 is needed: install one, then run make again)
endif

.PHONY: help local orders logs plan test test-fast check format load fuzz mutations docs pictures screenshots setup requirements doctor

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

local: ## run the whole shop on this machine, until Ctrl-C
	@exec "$(PYTHON)" -m local

orders: setup ## tell the last orders of the shop that `make local` runs: each state's time and its input's size
	@$(PY) -m local.orders

logs: setup ## follow what that shop's functions log, whom it refuses, and its API's calls, until Ctrl-C
	@exec $(PY) -m local.logs

plan: setup ## show what a change would do to the stacks (STACK=dev: one of them); UPDATE=1: renew plans/*.yaml
	@$(PY) -m plans $(if $(UPDATE),--update) $(STACK)

doctor: setup ## ask your AWS account, reading only, whether a first deployment finds what it needs (STACK=dev)
	@$(PY) -m bootstrap.doctor $(or $(STACK),dev)

setup: ## set up everything that tests and checks need
	@"$(PYTHON)" -m local.environments --dev

test: setup ## all tests
	@$(PY) -m pytest -n 4 $(IN_PARALLEL)

test-fast: setup ## the tests that need no emulator, browser or engine: within a minute
	@$(PY) -m pytest -n auto --maxprocesses 4 $(IN_PARALLEL) -m "not slow"

# One after the other; those that come after one that fails run, too, and what failed stands at the end.
CHECKS := check-lint check-format check-types check-policies check-workflows check-javascript
check: setup ## lint, format and types: Python, JavaScript, workflows; policies over every stack's plan
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check-lint:
	@$(PY) -m ruff check

check-format:
	@$(PY) -m ruff format --check

check-types:
	@$(PY) -m pyright

check-policies:
	@$(PY) -m plans.judge

check-workflows:
	@.venv/bin/zizmor --quiet --offline --persona=pedantic .github
	@if command -v go >/dev/null; then go run github.com/rhysd/actionlint/cmd/actionlint@$(ACTIONLINT) ; \
	else echo "workflows not linted by actionlint: install Go 1.24 or newer"; fi

check-javascript:
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund && npx tsc --project . ; \
	else echo "JavaScript types not checked: install Node.js 20 or newer"; fi

load: setup ## measure how long starts and orders take here, and write it into docs/scale.md
	@$(PY) -m tests.load.orders

fuzz: setup ## send the shop 10,000 requests that it must refuse (SEED=1: those of a seed)
	@$(PY) -m tests.load.bad_requests $(if $(SEED),--seed $(SEED))

mutations: setup ## make mistakes in a copy, and see the tests fail that are said to
	@$(PY) -m tests.mutate

docs: setup ## write anew what is made of the code: plans, docs/openapi.json, tables in docs/
	@$(PY) -m plans --update
	@$(PY) -m docs

pictures: docs ## draw the system and the workflow anew, in README.md and docs/architecture.md

screenshots: setup ## take pictures of every state of the page, for docs/
	@$(PY) -m tests.browser.screenshots

# Each `.txt` holds all that its `.in` asks for and all that needs, by version and hashes of every file of it, for
# Python 3.12 and newer on any system; what LocalEmu needs excludes some of those. Versions that are there are kept.
COMPILE := .venv/bin/uv pip compile --quiet --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make requirements'
requirements: setup ## pin anew what the requirements*.in ask for
	@$(COMPILE) --universal --python-version 3.12 requirements.in -o requirements.txt
	@$(COMPILE) --universal --python-version 3.12 requirements-dev.in -o requirements-dev.txt \
	$$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.txt)
	@sed -i.old '0,/^[a-z]/s//-r requirements.txt\n&/' requirements-dev.txt && rm requirements-dev.txt.old
	@$(COMPILE) --python-version 3.13 local/emulator/requirements.in -o local/emulator/requirements.txt
	@$(COMPILE) --universal --python-version 3.12 policies/requirements.in -o policies/requirements.txt

format: setup ## rewrite the code in the project's format
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
