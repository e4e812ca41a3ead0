# One list of what can be done here; CI calls the same. Needs Python 3.11 or newer, and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
    --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help demo test test-pages test-java check format bench quality calibration diff-quality floors docs lock wheel clean

help: ## what can be done here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

# Everything is pinned by hash, what builds packages from source too; only this package itself is installed without one.
$(READY): constraints.txt constraints-build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r constraints-build.txt
	$(PIP) --require-hashes --no-build-isolation -r constraints.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv: $(READY) ## the environment with everything in it

demo: $(READY) ## graph of the five directives, the county question, the pictures
	$(BIN)/kg build
	$(BIN)/kg ask duties --level county --who leadership
	$(BIN)/kg view --all

test: $(READY) ## all tests that need neither a browser nor Java
	$(BIN)/python -m pytest -m "not browser and not java"

test-pages: $(READY) ## the pictures in a headless Chromium; screenshots in build/screenshots
	$(BIN)/python -m pytest -m browser

test-java: $(READY) build/robot ## the tests that need Java: an OWL reasoner, and a checker of OWL profiles
	$(BIN)/python -m pytest -m java

build/robot: tests/ontology/robot/pom.xml
	mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/$@
	@touch $@

check: $(READY) ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## put the source into its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## times, beside those of peers measured in the same run
	$(BIN)/python benchmarks/run.py

quality: $(READY) ## how well norms are read: figures against the reference annotation in data/gold
	$(BIN)/python -m kg.quality data/gold $(GOLD)

calibration: $(READY) ## how often each confidence class is right, fitted and with each document left out
	$(BIN)/python -m kg.quality --calibration data/gold $(GOLD)

diff-quality: $(READY) ## norms gained, lost and changed since BASE=revision, over all documents and TEXTS="folder …"
	@test -n "$(BASE)" || { echo "name a revision: make diff-quality BASE=HEAD" >&2; exit 2; }
	$(BIN)/python -m kg.quality.comparing $(BASE) $(TEXTS)

floors: $(READY) ## figures beside their floors; raise these: make floors UPDATE=--update
	$(BIN)/python -m kg.quality.floors $(UPDATE)

docs: $(READY) ## reference pages, the ontology in other syntaxes, and the output shown in the README, as they are now
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/ontology.py
	$(BIN)/python -m kg.populate.serialise

lock: $(READY) ## constraints*.txt anew from pyproject.toml
	$(PIP) --target build/uv --upgrade uv
	$(LOCK) --all-extras --output-file constraints.txt pyproject.toml
	$(LOCK) --group source --output-file constraints-build.txt

wheel: $(READY) ## dist/*.whl
	$(BIN)/python -m build --wheel --no-isolation

clean: ## everything that can be made again
	rm -rf $(VENV) build dist visualizations/*.html .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
