# The one front door. Every target says what it does: make help

.DEFAULT_GOAL := help
SHELL := bash
.PHONY: help run test clean-data bench figures-1 figures-2 figures-3 openapi schema lint fmt install-test-tools

help: ## say what each target does
	@printf 'OpenCDR\n\n'
	@grep -E '^[a-z0-9-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/' \
	  | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-20s %s\n' "$$name" "$$text"; done

run: ## build, make a private database, load demonstration data, start; Ctrl-C stops (PORT=8080, DEMO=1)
	@exec api/scripts/run.sh

test: ## install what tests need, then run every test; leaves nothing behind
	@exec api/scripts/test.sh

clean-data: ## forget the private database, key, accounts and mail in .data; refuses while OpenCDR runs
	@exec api/scripts/clean-data.sh

lint: ## formatting and lint of Rust and of the pages, as make test checks them
	@exec api/scripts/test.sh pages lint

fmt: ## put Rust and the pages into the house format
	@cargo fmt --all
	@cd frontend && npm run --silent format

openapi: ## regenerate openapi.json, the typed client and the authorisation matrix
	@exec api/scripts/openapi.sh

schema: ## regenerate api/src/schema.rs from a freshly migrated database
	@exec api/scripts/schema.sh

bench: ## measure under load beside pgbench on the same server
	@exec api/scripts/bench.sh

figures-1: ## measure every figure of the first step into .data/figures/1.json
	@exec api/scripts/figures-1.sh

figures-2: ## measure every figure of the second step into .data/figures/2.json
	@exec api/scripts/figures-2.sh

figures-3: ## measure every figure of the third step into .data/figures/3.json
	@exec api/scripts/figures-3.sh

install-test-tools: ## install Chromium, fonts and the other programs make test uses
	@exec api/scripts/test.sh tools
