# iropsd: build, check, test and show it. `make help` lists the targets.

SWIFT   ?= swift
FLAGS   := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib $(FLAGS)
BIN     := .build/release

export SWIFT FLAGS

.DEFAULT_GOAL := help
.PHONY: help setup build deb check lint test test-integration test-librdkafka test-packaging test-alerts
.PHONY: test-security test-operations chaos simulate fuzz bench demo clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the apt packages that are missing (as root; else print the one line to run)
	@deploy/setup.sh build test

build: ## Build the release binary .build/release/iropsd
	@deploy/setup.sh build
	$(SWIFT) build $(RELEASE) --product iropsd

deb: build ## Make the Debian package .build/debian/iropsd_VERSION_ARCH.deb
	@deploy/setup.sh packaging
	@deploy/debian/build $(BIN)/iropsd .build/debian

check: ## Format, tidy and the tests that only compute: under a minute once built
	@deploy/setup.sh build test
	@$(MAKE) --no-print-directory lint
	@Tests/run unit

lint: # Format alone; part of check
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

test: build ## Every test: unit, services (mocks, private PostgreSQL), simulation, integration (real Kafka too)
	@deploy/setup.sh build test
	@IROPSD_BINARY=$(CURDIR)/$(BIN)/iropsd Tests/run unit services simulation integration

test-integration: build ## Only the tests of the real program on a real Kafka and PostgreSQL
	@deploy/setup.sh build test
	@IROPSD_BINARY=$(CURDIR)/$(BIN)/iropsd Tests/run integration

test-librdkafka: build ## The tests of what uses Kafka, with a newer librdkafka from PyPI (VERSION=2.16.1)
	@deploy/setup.sh build test librdkafka
	@folder=$$(Tests/newer-librdkafka $(VERSION)) && LD_LIBRARY_PATH=$$folder \
		IROPSD_BINARY=$(CURDIR)/$(BIN)/iropsd Tests/run services integration

test-packaging: build ## The Debian package from building to purging, in a copy of this machine's files (as root)
	@deploy/setup.sh packaging
	@Tests/Packaging/check $(BIN)/iropsd

test-alerts: build ## The Prometheus rules: each alert fires when its fault is made, by series and on the real program
	@deploy/setup.sh alerts
	@Tests/Alerts/check
	@Tests/Alerts/faults $(BIN)/iropsd

test-security: build ## TLS, passwords and rights of Kafka and PostgreSQL: deploy/SECURITY.md, each command of it
	@deploy/setup.sh security
	@Tests/Security/check $(BIN)/iropsd

test-operations: build ## Losing all that can be lost, upgrading and moving: deploy/OPERATIONS.md, each command of it
	@deploy/setup.sh build test
	@Tests/Operations/check $(BIN)/iropsd

chaos: build ## Do faults to the real daemon, judged by an oracle (FAULTS="kill zombie" SEED=7 ROUNDS=3)
	@deploy/setup.sh build test
	$(SWIFT) build $(RELEASE) --product ChaosCommand
	@KAFKA_HOME="$${KAFKA_HOME:-$$(Tests/where kafka)}" IROPSD_BINARY=$(CURDIR)/$(BIN)/iropsd \
		$(BIN)/ChaosCommand $(FAULTS)

simulate: ## Try the whole protocol with faults in simulated histories (SEEDS=10000 FIRST=1, or SEED=7 for its story)
	@deploy/setup.sh build test
	SIMULATION=1 $(SWIFT) build -c release -Xswiftc -enable-testing --scratch-path .build/simulation $(FLAGS) \
		--product SimulationCommand
	@.build/simulation/release/SimulationCommand SEEDS="$(SEEDS)" FIRST="$(FIRST)" SEED="$(SEED)" FAULTS="$(FAULTS)" \
		MUTATION="$(MUTATION)"

fuzz: ## Feed the weather readers with what libFuzzer makes up (SECONDS=60)
	@Tests/fuzz $(or $(SECONDS),60)

bench: build ## Measure beside named references (DATA=legs.csv.gz, KAFKA=host:port, PARTS="snapshot recovery")
	@deploy/setup.sh build test
	$(SWIFT) build $(RELEASE) --product Benchmarks
	@DATA="$${DATA:-$$(Tests/where bench-legs)}" REPORTS="$${REPORTS:-$$(Tests/where reports)}" \
		KAFKA_HOME="$${KAFKA_HOME:-$$(Tests/where kafka)}" \
		IROPSD_BINARY=$(CURDIR)/$(BIN)/iropsd $(BIN)/Benchmarks $(PARTS)

demo: build ## Watch a disrupted day become cascades (SCENARIO=weather, DATA=legs.csv.gz, KAFKA=host:port)
	@deploy/setup.sh build demo
	@$(BIN)/iropsd demo

clean: ## Remove everything that was built
	rm -rf .build
