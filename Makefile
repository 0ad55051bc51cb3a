# make run   sets up everything and runs the main job; make test sets up everything and runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test faults soak bench bench-peers setup lock docs clean
.DEFAULT_GOAL := run

run: setup
	@KURS_TODAY="$${KURS_TODAY:-2026-10-15}" exec $(BIN)/kurs up --sample deploy/sample/events.ndjson

test: setup
	@$(BIN)/python -m tests.gates

# Every scenario with real processes that die, part, and forget, on both databases.
faults: setup
	@$(BIN)/pytest -m "faults or short_faults" tests/faults tests/system

# A quarter of an hour of bad luck; then the same against the framework's defaults, which must lose.
SOAK ?= --events 200000 --kills 300 --redis-kills 20 --database-kills 10 --losses 5 --database postgresql
soak: setup
	@$(BIN)/python -m tests.faults.soak $(SOAK)
	@$(BIN)/python -m tests.faults.control

# Celery and taskiq, to be measured against; then every benchmark, on both databases.
bench: bench-peers
	@$(BIN)/kurs bench replay
	@$(BIN)/kurs bench ingest
	@$(BIN)/kurs bench board

bench-peers: setup
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt

setup: $(VENV)/.ready

# The environment is made anew when what it holds changes; uv installs from the same hashes as pip, ten times as fast.
$(VENV)/.ready: requirements/dev.txt requirements/bootstrap.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# Versions with hashes and without addresses: `make lock` after a change of pyproject.toml.
lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/bootstrap.in -o requirements/bootstrap.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group build -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group build --extra tracing -c requirements/run.txt -o requirements/tracing.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev --extra tracing -c requirements/tracing.txt -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --extra bench -c requirements/dev.txt -o requirements/bench.txt

docs: setup
	$(BIN)/kurs docs docs

clean:
	rm -rf $(VENV) .kurs .mypy_cache .ruff_cache .pytest_cache .hypothesis
