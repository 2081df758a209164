# On Record: `make run` and `make test` are all there is to know; both set themselves up.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.setup-done

.PHONY: run test setup bench bench-store lock docs format clean
run: setup
	$(BIN)/kb add data/articles
	$(BIN)/kb actors link data/actors.csv
	$(BIN)/kb ui

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

setup: $(STAMP)

# The stamp names the folder it was made in. Where it does not (half made, moved or copied), or where the
# Python below is gone, the environment is made anew.
ifneq ($(shell $(BIN)/python -c '' 2>/dev/null && cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "On Record needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock | $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r /dev/stdin
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@echo '$(CURDIR)' > $@

bench: setup
	PYTHONPATH=tests $(BIN)/python -m benchmarks.reading
	PYTHONPATH=tests $(BIN)/python -m benchmarks.claimers
	PYTHONPATH=tests $(BIN)/python -m benchmarks.events
	PYTHONPATH=tests $(BIN)/python -m benchmarks.actors
	PYTHONPATH=tests $(BIN)/python -m benchmarks.stages
	PYTHONPATH=tests $(BIN)/python -m benchmarks.speed

# By itself, as it takes long: most of it is waiting for rdflib.
bench-store: setup
	PYTHONPATH=tests $(BIN)/python -m benchmarks.store

# The pages of docs/ that are made from what commands, queries and shapes say of themselves.
docs: setup
	$(BIN)/python tests/docs/reference.py

lock: setup
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build dist
