# 落实 Luoshi. `make run` 启动 starts it, `make test` 测试 tests it; everything else is for developers.
PYTHON ?= python3
# Python keeps what it compiled, whatever the environment says: else each process that a test starts compiles all of Django again.
export PYTHONDONTWRITEBYTECODE =
# Files stay whole on one worker for what they share. They go in the order of pyproject.toml, the long journeys first,
# so that no worker begins one when the others have nothing left.
PYTEST = .venv/bin/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder
PIN = .venv/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes

.PHONY: run test check fix lock

run:
	@$(PYTHON) -m tools.set_up
	@exec .venv/bin/luoshi serve --demonstration

test:
	@$(PYTHON) -m tools.set_up --for-tests
	@$(PYTEST)

check:
	@$(PYTHON) -m tools.set_up --for-tests
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m ruff check
	.venv/bin/python -m mypy
	.venv/bin/lint-imports
	$(PYTEST)

fix:
	@$(PYTHON) -m tools.set_up --for-tests
	.venv/bin/python -m ruff check --fix
	.venv/bin/python -m ruff format

lock:
	$(PIN) pyproject.toml --output-file requirements.lock
	$(PIN) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(PIN) --group setup --output-file requirements-setup.lock
	$(PIN) --group node --output-file requirements-node.lock
	$(PIN) --group peers --output-file requirements-peers.lock
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund
