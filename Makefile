# Each target does its own set-up. `make demo` and `make test` need Python 3.11 to 3.13 with venv and pip, and make.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SHARED ?= ../shared

.PHONY: demo test test-full setup quality bench docs shots fix lint lock clean

demo: $(STAMP)            ## read the sample pages into a new archive and print the brief of their biggest story
	@$(BIN)/python tools/demo.py

test: $(STAMP) lint       ## tests, linters, docs check
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-full: $(STAMP) lint  ## every test: browser, chaos; installs chromium with apt where root, fails if one is skipped
	@if [ "$$(id -u)" = 0 ] && [ ! -x /usr/bin/chromium ]; then \
		apt-get update -qq && apt-get install -y -qq chromium >/dev/null; fi
	@mkdir -p build
	SAYSO_FULL=1 $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --junit-xml build/tests.xml
	$(BIN)/python tools/no_skips.py build/tests.xml

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/docs.py --check

setup: $(STAMP)           ## make .venv with everything

$(STAMP): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "sayso needs Python 3.11, 3.12 or 3.13 with venv; none was found on PATH." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

quality: $(STAMP)         ## score every set at hand against quality/floors.toml
	$(BIN)/python -m quality all --shared $(SHARED)

bench: $(STAMP)           ## what the journey costs, and how that grows; writes docs/performance.md (STAGES=add:30000 for one stage)
	$(BIN)/python -m quality bench $(if $(STAGES),--stages $(STAGES))

docs: $(STAMP)            ## write the parts of the docs that come from the code
	$(BIN)/python tools/docs.py

shots: $(STAMP)           ## make the screenshots of docs/shots from the sample pages (needs Debian's chromium)
	$(BIN)/python tools/shots.py

fix: $(STAMP)             ## format and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:                     ## pin every dependency with hashes, for Python 3.11 to 3.13
	tools/lock

clean:
	rm -rf $(VENV) demo build .pytest_cache .mypy_cache .ruff_cache
