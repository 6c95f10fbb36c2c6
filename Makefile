.PHONY: demo test lint bench docs lock

# The main job on an example: where are we, and what can we do now?
demo:
	@sh scripts/setup.sh run
	@.venv/bin/segurctl status examples/en-route --today 2025-10-18
	@.venv/bin/segurctl next examples/en-route --today 2025-10-18

# Everything that decides whether a change may land.
test: lint
	@.venv/bin/pytest -n auto

lint:
	@sh scripts/setup.sh dev
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

# Start-up figures as ratios in one run, a thousand files, and 500 links against the ideal.
bench:
	@sh scripts/setup.sh run
	@.venv/bin/python benchmarks/startup.py
	@.venv/bin/python benchmarks/many.py
	@.venv/bin/python benchmarks/links.py

# Pages written from the code.
docs:
	@sh scripts/setup.sh run
	@.venv/bin/python scripts/docs.py

# Resolve the dependencies anew (needs uv).
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --group build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --group dev pyproject.toml -o requirements/dev.txt
