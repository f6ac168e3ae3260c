# make demo           installs into .venv and runs the main job on the invented demonstration corpus
# make demo-refresh   installs into .venv and simulates three weeks of the nightly job against a local PubMed
# make test           installs into .venv and runs the checks and the quick tests
# make test-all       runs the checks and every test; make test-rest runs only the tests that make test leaves out
# make lock           updates requirements.txt from pyproject.toml (hashes, no download addresses)

VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
STAMP := $(VENV)/installed
# Test workers, 3 GB each. An external Neo4j has one database, and two workers would empty it for each other.
WORKERS := $(if $(NEO4J_TEST_URI),0,2)

PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

.PHONY: demo demo-refresh test test-all test-rest check lock clean

demo: $(STAMP)
	@rm -rf $(DEMO)
	$(BIN)/miner --data-folder $(DEMO) run corpora/demo/*.xml
	@echo
	@echo "The same list as of the end of 2010:"
	$(BIN)/miner --data-folder $(DEMO) signals --as-of 2010-12-31 --limit 10
	@echo
	@echo "Open $(DEMO)/lists/*.html for the sentences behind each row. To continue with this data:"
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

# The newest Python for which every dependency has wheels. A command on PATH may still fail to start.
$(STAMP): requirements.txt pyproject.toml
	@python=; for name in $(PYTHON) python3.12 python3.11 python3; do \
	  if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then \
	    python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.11 or 3.12 found; install one, or pass its path: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
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
