# 落实 Luoshi. `make run` 启动 starts it, `make test` 测试 tests it; everything else is for developers.
PYTHON ?= python3
PIN = .venv/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes pyproject.toml

.PHONY: run test check fix lock

run:
	@$(PYTHON) tools/set_up.py
	@exec .venv/bin/python -m luoshi.command_line.main serve

test:
	@$(PYTHON) tools/set_up.py --for-tests
	@.venv/bin/python -m pytest

check:
	@$(PYTHON) tools/set_up.py --for-tests
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m ruff check
	.venv/bin/python -m mypy
	.venv/bin/lint-imports
	.venv/bin/python -m pytest

fix:
	@$(PYTHON) tools/set_up.py --for-tests
	.venv/bin/python -m ruff check --fix
	.venv/bin/python -m ruff format

lock:
	$(PIN) --output-file requirements.lock
	$(PIN) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	.venv/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --group setup --output-file requirements-setup.lock
