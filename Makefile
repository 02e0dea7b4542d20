# Two commands: «make chat» and «make test». Nothing but Python ≥ 3.11 with venv and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
DEV := $(VENV)/ready-dev

.PHONY: chat bot test lint format types layers knowledge evaluate benchmark clean help

chat: $(READY) ## a conversation in the terminal; Q="…" asks once
ifdef Q
	@$(BIN)/python -m scripts.chat "$$Q"
else
	@$(BIN)/python -m scripts.chat
endif

bot: $(READY) ## the Telegram bot, with TELEGRAM_BOT_TOKEN
	@$(BIN)/python -m scripts.run_bot

knowledge: $(READY) ## builds and publishes a release from the shipped data
	@$(BIN)/python -m scripts.reload_knowledge

test: lint types layers ## everything that CI checks
	@$(BIN)/python -m pytest

lint: $(DEV) ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(DEV) ## puts right what ruff can put right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(DEV) ## mypy, strict
	@$(BIN)/mypy

layers: $(DEV) ## import-linter: who may import whom
	@$(BIN)/lint-imports

evaluate: $(READY) ## measures the answers on judged questions
	@$(BIN)/python -m scripts.evaluate

benchmark: $(READY) ## speed, memory, cold start, beside plain search engines
	@$(BIN)/python -m scripts.benchmark

clean: ## removes .venv and var (knowledge releases and the state of chats)
	rm -rf $(VENV) var

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

export Q

$(READY): requirements.txt
	@echo "Setting up once (a minute or two) …" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
