# Separate modules keep dependencies that only tests need out of the root module.
HOSTS  := testdata/hosts testdata/hosts/kpt testdata/hosts/helm testdata/hosts/argocd testdata/hosts/flux
ORACLE := testdata/oracle/keda testdata/oracle/promql testdata/oracle/hpa testdata/oracle/http
SCALERS := testdata/oracle/scalers
BENCH  := testdata/bench
RACE   := ./fn ./fn/parallel ./fn/kustomize ./fn/render ./fn/rooted ./fn/rule ./fn/schedule ./fn/source ./fn/strictyaml
ROUNDS := 7
OUT    := scale-modelhosts

export CGO_ENABLED := 0
TOOL := go tool -modfile=.ci/tools/go.mod

.DEFAULT_GOAL := help

##@ Work
.PHONY: help build test race generate
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build the binary into ./scale-modelhosts
	GOWORK="$(CURDIR)/.build/go.work" go build -buildvcs=auto -trimpath -ldflags '-s -w' -o $(OUT) .

test: ## Run the tests of the root module
	go test ./...

race: ## Test the packages with parallel code under the race detector (needs a C compiler)
	@command -v "$${CC:-gcc}" >/dev/null || { echo "go test -race needs a C compiler: install gcc and libc6-dev, or name one in CC" >&2; exit 1; }
	CGO_ENABLED=1 go test -race $(RACE)

generate: ## Update everything generated from the code: schema, reference, expected outputs
	go test ./config -run TestSchema -update
	go test . ./fn ./fn/explain ./fn/rule -update

##@ Check
.PHONY: lint hosts oracle tables record bench
lint: ## Check the format and run the linters
	@unformatted=$$($(TOOL) gofumpt -l $$(git ls-files -co --exclude-standard '*.go')) && echo "$$unformatted" && test -z "$$unformatted"
	go vet ./...
	GOOS=windows go build ./...
	$(TOOL) staticcheck ./...
	$(TOOL) errcheck -exclude .ci/errcheck.txt ./...
	@dead=$$($(TOOL) deadcode -test ./...) && echo "$$dead" && test -z "$$dead"
	$(TOOL) actionlint .github/workflows/*.yaml examples/flux/.github/workflows/*.yaml
	shellcheck .ci/run .ci/release/run .ci/release/content examples/flux/*.sh
	@for module in .image .ci/release; do (cd $$module && go vet ./... && \
	  go tool -modfile=$(CURDIR)/.ci/tools/go.mod staticcheck ./... && \
	  go tool -modfile=$(CURDIR)/.ci/tools/go.mod errcheck -exclude $(CURDIR)/.ci/errcheck.txt ./...) || exit 1; done

hosts: ## Test in the orchestrators: kustomize, kpt, Helm 3 and 4, Docker, Argo CD's plugin server, Flux
	@for module in $(HOSTS); do (echo "cd $$module" && cd $$module && go vet ./... && go test -count=1 -v -timeout 20m ./...) || exit 1; done
	KUSTOMIZE=$(CURDIR)/testdata/hosts/.bin/kustomize go test -count=1 -tags kustomize -run TestDirMatchesTheRelease ./fn/render

oracle: ## Test the outputs against KEDA's types, CRDs, webhook, HPAs and HTTP add-on, and Prometheus's engine
	cd testdata/oracle/hpa && go run ./upstream
	cd testdata/oracle/http && go run ./upstream
	@for module in $(ORACLE); do (cd $$module && go vet ./... && go test -count=1 ./...) || exit 1; done

tables: ## Update the schemas that fn/crd uses to check objects against KEDA's CRDs
	cd testdata/oracle/keda && go run ./tabulate -to $(CURDIR)/fn/crd/schemas

record: ## Record what KEDA's own scalers read and reject, for the tests (15 minutes with a cold cache)
	cd $(SCALERS) && rm -rf .keda && \
	  set -- $$(cd ../keda && go list -m -f '{{.Dir}} {{.Version}}' github.com/kedacore/keda/v2) && \
	  cp -r "$$1" .keda && chmod -R u+w .keda && cp readers.go.txt .keda/pkg/scalers/zz_readers.go && \
	  go run . -module .keda -version "$$2" -table $(CURDIR)/fn/scaler/zz_generated_table.go \
	    -cases $(CURDIR)/fn/scaler/testdata/cases.yaml -verdicts $(CURDIR)/fn/scaler/testdata/verdicts.json \
	    -examples $(CURDIR)/examples -outputs $(CURDIR)/fn/scaler/testdata/outputs.json
	rm -rf $(SCALERS)/.keda

bench: ## Compare the speed of the function and of render with their peers
	cd $(BENCH) && go run ./ratios $(if $(filter smoke,$(ROUNDS)),-smoke,-rounds $(ROUNDS))

##@ Ship
.PHONY: image release
image: ## Build the container image and load it into Docker as scale-modelhosts:dev
	go run -C .image . -platforms local -tag scale-modelhosts:dev
	docker load --input .image/out/docker.tar

release: ## Build the image for all platforms and the release archives, and test them; publishes nothing
	cd .image && go test -count=1 -v ./...
	cd .ci/release && go test -count=1 -v -timeout 30m ./...
