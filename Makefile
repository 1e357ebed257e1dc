# Everything goes through `python -m stack` (standard library only), which first makes .venv from the locks.
# The first Python of 3.11 or later is used; name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
STACK = @test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本，请先安装。"; exit 1; }; exec $(PYTHON) -m stack

.PHONY: help demo demo-reset test test-leaks check audit bench bench-reset chaos services install lock format clean
.DEFAULT_GOAL := help

help: ## 列出这些命令
	@sed -n 's/^\([a-z-]*\):.*## /\1@/p' Makefile | while IFS=@ read -r name text; do printf '  make %-12s%s\n' "$$name" "$$text"; done

demo: ## 启动演示平台（PORT=端口 HOST=地址 可选），Ctrl-C 停止，数据保留
	$(STACK) demo

demo-reset: ## 清空演示数据，下次 make demo 从头开始
	$(STACK) demo-reset

test: ## 全部检查和全部测试（含浏览器测试），ARGS="..." 传给 pytest
	$(STACK) test $(ARGS)

test-leaks: ## 权限矩阵的埋漏测试：一次埋一个漏，看矩阵找不找得到、数据库自己拦不拦得住
	$(STACK) test-leaks $(ARGS)

check: ## 只做检查：ruff、djlint、import-linter、mypy、bandit、迁移、部署设置
	$(STACK) check

audit: ## 审计依赖有没有已知漏洞：0 没有，1 有，2 没有审计成（要连得上漏洞库）
	$(STACK) audit

bench: ## 量速度（BENCH=件数 可选，默认一百万件），ARGS="..." 只跑这几个基准；数据保留
	$(STACK) bench $(ARGS)

chaos: ## 边写边 kill -9 一分多钟，再试同时办结、同时提交、丢回答，看丢不丢、重不重；ARGS=秒数
	$(STACK) chaos $(ARGS)

bench-reset: ## 清空量速度用的数据，下次 make bench 重新装入
	$(STACK) bench-reset

services: ## 只启动开发用的 Postgres 和 Valkey，Ctrl-C 停止
	$(STACK) services

install: ## 建立 .venv 并按锁定文件安装依赖
	$(STACK) install

lock: ## 由 requirements*.in 重新生成锁定文件
	$(STACK) lock $(ARGS)

format: ## 整理代码和模板的格式
	$(STACK) format

clean: ## 删除 .venv、.run 和各种缓存
	$(STACK) clean
