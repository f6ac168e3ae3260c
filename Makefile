# make demo   installs into .venv, runs the main job on the invented demonstration corpus
# make demo-refresh   three simulated weeks of the night's job against a local PubMed (from nothing: installs first)
# make test   installs into .venv, runs the checks and the quick tests
# make test-all   the checks and every test; make test-rest   only the tests that make test leaves out
# make lock   renews requirements.txt from pyproject.toml (hashes, no download addresses)

VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
STAMP := $(VENV)/installed
# Processes that test, 3 GB each. A Neo4j of one's own has one database, which two would empty under each other.
WORKERS := $(if $(NEO4J_TEST_URI),0,2)

PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

.PHONY: demo demo-refresh test test-all test-rest check lock clean

demo: $(STAMP)
	@rm -rf $(DEMO)
	$(BIN)/miner --data-folder $(DEMO) run corpora/demo/*.xml
	@echo
	@echo "The same list as it was at the end of 2010:"
	$(BIN)/miner --data-folder $(DEMO) signals --as-of 2010-12-31 --limit 10
	@echo
	@echo "Open $(DEMO)/lists/*.html for the sentences behind each row. To go on with this data:"
	@echo "  export MINER_DATA_FOLDER=$(DEMO) PATH=\"\$$PWD/$(BIN):\$$PATH\""
	@echo "  miner query evidence-for-pair --drug rituximab --disease 'neuromyelitis optica'"

demo-refresh: $(STAMP)
	@rm -rf $(DEMO)-refresh
	$(BIN)/python -m tests.eutils.demonstration $(DEMO)-refresh

test: check
	$(PYTEST) -m "not exhaustive"

test-all: check
	$(PYTEST)

test-rest: $(STAMP)
	$(PYTEST) -m exhaustive

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The newest Python that every dependency has wheels for. A name may be on PATH and still not start.
$(STAMP): requirements.txt pyproject.toml
	@python=; for name in $(PYTHON) python3.12 python3.11 python3; do \
	  if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then \
	    python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.11 or 3.12 found; install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
	  exit 1; fi; \
	echo "Installing into $(VENV) with $$python (about a minute, 1.1 GB)"; \
	$$python -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $(STAMP)

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml --output-file requirements.txt

clean:
	rm -rf $(VENV) build
