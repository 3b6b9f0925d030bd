# つなぐ. `make` alone lists what there is. Every target makes what it needs; there is no step to remember.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
RUN := .venv/.run-installed
DEV := .venv/.dev-installed

.PHONY: help demo test test-debian check bench seed serve docs screenshots lock format clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: $(RUN) ## Everything the demo towns need, then serve them (PORT, TSUNAGU_VAR)
	@TSUNAGU_DEMO=1 $(BIN)/tsunagu demo

serve: $(RUN) ## Serve this installation (web server and worker in one supervised process)
	@$(BIN)/tsunagu serve

seed: $(RUN) ## Build the life of the demo towns anew: make seed STAGE=opening|spring|busy|year_end
	@TSUNAGU_DEMO=1 $(BIN)/tsunagu seed --stage $(or $(STAGE),opening)

test: $(DEV) ## Every test, browser journeys included
	@bin/ensure-chromium
	@$(BIN)/pytest -n 2 --dist worksteal -m "not journey" $(ARGS)
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m journey $(ARGS) || [ $$? -eq 5 ]  # 5: what was asked for has no journey

test-debian: $(DEV) ## Constraints, triggers, policies and search against the distribution's PostgreSQL
	@TSUNAGU_POSTGRES_BIN=$$(bin/ensure-postgresql) TSUNAGU_VAR=$${TSUNAGU_VAR:-var}/debian \
		$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

check: $(DEV) ## What CI runs besides tests: lint, format, ladder, migrations, templates, types, dead code, messages
	@bin/check

bench: $(DEV) ## Ratios against floors measured in the same run
	@$(BIN)/python -m bench

docs: $(DEV) ## Reference pages and catalogues that are made from the code
	@$(BIN)/python bin/extract_messages.py

screenshots: $(DEV) ## Pictures of every main screen into docs/screenshots
	@bin/ensure-chromium
	@$(BIN)/python bin/make_screenshots.py

format: $(DEV) ## Format and mend what can be mended by machine
	@$(BIN)/ruff check --fix tsunagu tests bench bin; $(BIN)/ruff format tsunagu tests bench bin

lock: $(DEV) ## Choose dependency versions anew
	@$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --strip-extras --no-annotate --no-header --extra dev -o requirements/dev.lock pyproject.toml
	@$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --strip-extras --no-annotate --no-header -c requirements/dev.lock -o requirements/run.lock pyproject.toml

clean: ## Remove what was installed and made (the demo's database too)
	@rm -rf .venv var

.venv/bin/python:
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || bin/ensure-venv
	@echo "1/2 仮想環境を作っています (.venv)"
	@$(PYTHON) -m venv .venv

$(RUN): .venv/bin/python requirements/run.lock
	@echo "2/2 必要なものを入れています (requirements/run.lock)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable . 
	@touch $@

$(DEV): .venv/bin/python requirements/dev.lock
	@echo "2/2 開発に必要なものを入れています (requirements/dev.lock)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable . 
	@touch $@ $(RUN)
