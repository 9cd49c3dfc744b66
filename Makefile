# The commands of the project; CI and the editor use the same ones.
# The first that runs: pyenv has a command for every version that it knows, and most of them refuse.
PYTHON ?= $(shell for it in python3.13 python3.12 python3; do \
	if $$it -c '' 2>/dev/null; then command -v $$it; break; fi; done)
PY := .venv/bin/python
# Some containers set it; without it, modules are compiled once, not in each process of tests and commands.
unexport PYTHONDONTWRITEBYTECODE
# Tests often wait, so more processes than processors keep the processors busy.
IN_PARALLEL := --dist loadgroup --no-loadscope-reorder
ACTIONLINT := v1.7.12
ifeq ($(PYTHON),)
$(error Python 3.12 or 3.13 is needed: install one, then run make again)
endif

.PHONY: help local orders logs plan test test-fast check format load fuzz mutations docs pictures screenshots setup requirements doctor

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

local: ## run the whole shop on this machine until Ctrl-C
	@exec "$(PYTHON)" -m local

orders: setup ## show the last orders of `make local`, with the time and the input size of each state
	@$(PY) -m local.orders

logs: setup ## follow the functions' logs, refused requests and API calls of `make local` until Ctrl-C
	@exec $(PY) -m local.logs

plan: setup ## show what a change would do to the stacks (STACK=dev: one of them); UPDATE=1: update plans/*.yaml
	@$(PY) -m plans $(if $(UPDATE),--update) $(STACK)

doctor: setup ## check, reading only, whether your AWS account has what a first deployment needs (STACK=dev)
	@$(PY) -m bootstrap.doctor $(or $(STACK),dev)

setup: ## install everything that tests and checks need
	@"$(PYTHON)" -m local.environments --dev

test: setup ## run all tests
	@$(PY) -m pytest -n 4 $(IN_PARALLEL)

test-fast: setup ## run the tests that need no emulator, browser or engine
	@$(PY) -m pytest -n auto --maxprocesses 4 $(IN_PARALLEL) -m "not slow"

# One after the other; all of them run even if one fails, and make names the failed ones at the end.
CHECKS := check-lint check-format check-types check-policies check-workflows check-javascript
check: setup ## check lint, format, types, workflows, and the policies over every stack's plan
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

load: setup ## measure how long starts and orders take here, and write the result to docs/scale.md
	@$(PY) -m tests.load.orders

fuzz: setup ## send the shop 10,000 requests that it must refuse (SEED=1: repeat those of a seed)
	@$(PY) -m tests.load.bad_requests $(if $(SEED),--seed $(SEED))

mutations: setup ## make mistakes in a copy, and check that the named tests catch them
	@$(PY) -m tests.mutate

docs: setup ## regenerate plans, docs/openapi.json and the generated parts of docs/
	@$(PY) -m plans --update
	@$(PY) -m docs

pictures: docs ## redraw the system and the workflow in README.md and docs/architecture.md

screenshots: setup ## take pictures of every state of the page, for docs/
	@$(PY) -m tests.browser.screenshots

# Each `.txt` pins what its `.in` lists, with all dependencies, by version and by the hashes of every file, for
# Python 3.12 and newer on any system; LocalEmu's dependencies exclude some of those. Pinned versions are kept.
COMPILE := .venv/bin/uv pip compile --quiet --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make requirements'
requirements: setup ## update the requirements*.txt from the requirements*.in
	@$(COMPILE) --universal --python-version 3.12 requirements.in -o requirements.txt
	@$(COMPILE) --universal --python-version 3.12 requirements-dev.in -o requirements-dev.txt \
	$$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.txt)
	@sed -i.old '0,/^[a-z]/s//-r requirements.txt\n&/' requirements-dev.txt && rm requirements-dev.txt.old
	@$(COMPILE) --python-version 3.13 local/emulator/requirements.in -o local/emulator/requirements.txt
	@$(COMPILE) --universal --python-version 3.12 policies/requirements.in -o policies/requirements.txt

format: setup ## format the code
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
