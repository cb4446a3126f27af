# Two commands: `make report` runs the bundled example, `make test` runs the tests. Everything lives in .venv.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out/example

.PHONY: help report test check lint types gate lock clean outlets

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

report: .venv/.installed ## run the bundled example: PDF, HTML, coverage.json, CSV and the e-mail, in OUT
	$(BIN)/python -m flows example --out $(OUT)

test: .venv/.dev ## all tests; loopback only
	$(BIN)/python -m pytest

check: lint types test ## what .ci/run runs

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy

gate: .venv/.dev ## the quality gate alone: floors pinned with the hash of their data
	$(BIN)/python -m tests.gate.measure
	$(BIN)/python -m pytest tests/gate

lock: .venv/.dev ## write both lock files anew; they name no index
	$(BIN)/uv pip compile pyproject.toml --extra build --extra postgres $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.lock $(LOCK) -o requirements-dev.lock

# --no-strip-extras: without it plain pip sees a hash-less requirement in prefect's sqlalchemy[asyncio].
LOCK = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras \
	--custom-compile-command 'make lock' --quiet

# What pip cannot install is looked for first: ten seconds to find out, not five minutes.
.venv/.python: tests/system.py
	@$(PYTHON) tests/system.py
	test -x $(BIN)/python || $(PYTHON) -m venv --upgrade-deps .venv
	touch $@

.venv/.installed: .venv/.python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

clean: ## remove what was made, the environment included
	rm -rf .venv out

outlets: .venv/.dev ## write the catalogue's table anew
	{ sed '/^| country/,$$d' extract/outlets/README.md; SYNOPTIC_HOME=/nonexistent $(BIN)/python -m flows outlets; } > extract/outlets/.table
	mv extract/outlets/.table extract/outlets/README.md
