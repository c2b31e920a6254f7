# Everything a person does with this project. `make help` tells what.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
MINUTES ?= 10
# Not “?=”: make itself knows a variable of this name, the assembler.
AS = both
bin := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run demo setup-run setup-test test storm prove scan check format migrate \
	screenshots report bench lock clean
# One thing at a time: two targets must not fill the virtual environment at once.
.NOTPARALLEL:
export PYTHON PORT HOST

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup-run ## Start Mendwell with a demo practice (PORT=8000 HOST=127.0.0.1)
	@exec $(bin)/python deploy/start.py

demo: setup-run ## Put the demo practice back to how it began
	@$(bin)/flask --app portal demo --reset

migrate: setup-run ## Bring the database to the newest form
	@$(bin)/flask --app portal migrate

check: setup-test ## Format, lint, types, directions of imports, templates
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/pytest -q -n 0 tests/test_house.py tests/test_templates.py tests/test_docs.py

test: setup-test ## Run all tests: the practice on both databases, pages and papers in turn
	$(bin)/pytest -q -n 2 $(TESTS)

storm: setup-test ## The long form of the kill -9 tests
	MENDWELL_LENGTH=full $(bin)/pytest -q -n 0 -m storm

prove: setup-test ## Prove every promise with its bar and print what was measured (hours; LINES=…)
	@$(bin)/python -m tests.proof $(LINES)

scan: setup-test ## Let wapiti and sqlmap loose on a practice of their own (MINUTES=10 for each, AS=counselor)
	@$(bin)/python -m tests.scan --minutes $(MINUTES) --as $(AS)

format: setup-test ## Let ruff put the code in order
	$(bin)/ruff format .
	$(bin)/ruff check --fix .

screenshots: setup-test ## Pictures of both sides, phone and desk width, in out/screenshots
	@$(bin)/python -m tests.screenshots

report: setup-test ## Print a sample brief and progress report to look at, in docs
	@$(bin)/python -m tests.reports.sample_brief docs/sample-brief.pdf
	@$(bin)/python -m tests.sample_report docs/sample-report.pdf

bench: setup-test ## Measure the bars of docs/performance.md
	@$(bin)/python -m tests.benchmarks

lock: ## Choose the newest allowed dependencies and write both lock files
	@deploy/lock

setup-run:
	@deploy/setup run

setup-test:
	@deploy/setup test

clean: ## Remove the virtual environment and all caches; the data in var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis out
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
