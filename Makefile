# hiraku: everything is built into $(BUILD). `make help` lists the targets.

BUILD   ?= build
CC      ?= cc
PREFIX  ?= /usr/local
PORT    ?= 8080
VERSION := 0.1.0
PYTHON  := /usr/bin/python3
PROCESSORS := $(shell nproc)

# What is needed, as Debian packages. `make` installs what is missing when it may, else names the command.
BUILD_PACKAGES := gcc libc6-dev pkg-config libmicrohttpd-dev libsqlite3-dev libjansson-dev \
	libxml2-dev zlib1g-dev nettle-dev libutf8proc-dev libxlsxwriter-dev libzip-dev libseccomp-dev libcurl4-gnutls-dev libcmark-dev libargon2-dev libzstd-dev
# Node comes with npm or without: Debian's own packages where there is none.
NODE_PACKAGES := $(if $(and $(shell command -v node),$(shell command -v npm)),,nodejs npm)
CHECK_PACKAGES := libcmocka-dev python3-pytest python3-pytest-xdist python3-requests python3-pandas python3-rdflib \
	raptor2-utils libxml2-utils curl jq python3-jsonschema r-base-core r-cran-jsonlite $(NODE_PACKAGES) \
	python3-openpyxl python3-pyld serdi sqlite3 nginx-light varnish mandoc rsync \
	miller datamash ruby minisign python3-nacl python3-bibtexparser python3-citeproc bibutils \
	python3-feedparser librsvg2-bin fonts-noto-cjk chromium cmark zstd
READER_PACKAGES := r-cran-readr r-cran-data.table r-cran-readxl octave gdal-bin gnumeric virtuoso-opensource
LINT_PACKAGES  := clang-format clang-tidy cppcheck clang
FUZZ_PACKAGES  := clang libclang-rt-14-dev
VALGRIND_PACKAGES := valgrind
BENCH_PACKAGES := wrk nginx-light sqlite3 raptor2-utils libxml2-utils chromium $(NODE_PACKAGES)
LIBRARIES      := libmicrohttpd sqlite3 jansson libxml-2.0 zlib hogweed nettle libutf8proc xlsxwriter libzip libseccomp libcurl libcmark libargon2 libzstd

STANDARD := -std=c11 -D_GNU_SOURCE -DHIRAKU_VERSION='"$(VERSION)"'
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Werror=implicit-function-declaration $(WERROR)
CFLAGS   ?= -O2 -g
HARDEN   ?= -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
SANITIZE ?=
# pkg-config is asked when a recipe runs, not before the packages are there.
LIB_CFLAGS = $(shell pkg-config --cflags $(LIBRARIES))
LIB_LIBS   = $(shell pkg-config --libs $(LIBRARIES)) -lm -pthread
COMPILE    = $(CC) $(STANDARD) $(WARNINGS) -Wno-overlength-strings $(CFLAGS) $(HARDEN) $(SANITIZE) -Iinclude $(LIB_CFLAGS) -MMD -MP

SOURCES := $(sort $(wildcard api/*.c api/*/*.c api/*/*/*.c exporters/*.c exporters/*/*.c))
LIBRARY := $(filter-out $(BUILD)/obj/api/main.o,$(SOURCES:%.c=$(BUILD)/obj/%.o)) $(BUILD)/obj/openapi_base.o \
           $(BUILD)/obj/template_files.o $(BUILD)/obj/page_style.o $(BUILD)/obj/page_script.o \
           $(BUILD)/obj/chart_style.o $(BUILD)/obj/static_script.o
UNITS   := $(sort $(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
UNIT_PROGRAMS := $(UNITS:tests/unit/%.c=$(BUILD)/unit/%)

Q = $(if $(V),,@)
SAY = $(if $(V),@:,@printf '  %-6s %s\n')

.PHONY: all run check check-programs check-readers check-asan unit mutate bench lint format install uninstall clean help deps deps-check deps-lint FORCE \
	fuzz fuzz-corpus fuzz-programs fault fault-programs check-tsan check-valgrind
.DELETE_ON_ERROR:

all: $(BUILD)/hiraku

help:
	@printf '%s\n' 'make             build $(BUILD)/hiraku' \
	 'make run         publish the sample instance and serve it on http://127.0.0.1:$(PORT)/ (PORT=8081: another port)' \
	 'make check       build and run all tests' \
	 'make check-readers  readers of tables and graphs against their lines in contrib/clients/README.md' \
	 'make check-equal random questions against plain SQL and a former build (FORMER=program SEED=… COUNT=…)' \
	 'make check-asan  the same with AddressSanitizer and UndefinedBehaviorSanitizer' \
	 'make fuzz        every fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS) (FUZZ_TARGETS="csv query" for some)' \
	 'make fault       allocations and file operations fail, from every place in the program (check: some); long' \
	 'make mutate      spoilt tables: no crash, no silent change (MUTATE_COUNT=…, MUTATE_SEED=…); long' \
	 'make check-tsan  tests in which threads meet, with ThreadSanitizer' \
	 'make check-valgrind  the unit tests with memcheck' \
	 'make bench       how fast, against nginx, sqlite3, DuckDB and rapper, and what Lighthouse says (BENCH_ROWS=…, BENCH=pages)' \
	 'make lint        clang-format, clang-tidy, cppcheck' \
	 'make format      let clang-format write' \
	 'make install     program, manual, units, template, documents: PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)' \
	 'make uninstall   remove these' \
	 'make contract    write openapi/hiraku.json anew (contract-version: and keep it as that of this version)' \
	 'make screenshots  the pictures of README, from the sample, with Chromium' \
	 'make npm         linters and generators of API clients, for the tests' \
	 'make clean       remove $(BUILD)'

# --- packages -------------------------------------------------------------------------------------

define need
	$(Q)missing=$$(for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as=sudo; \
	  else echo "Missing packages. Type:  sudo apt-get install -y" $$missing >&2; exit 1; fi; \
	  echo "  APT    " $$missing; exec 9>$(BUILD)/.apt.lock; flock 9; \
	  install() { DEBIAN_FRONTEND=noninteractive $$as apt-get install -y --no-install-recommends $$missing >$(BUILD)/apt.log 2>&1; }; \
	  install || { $$as apt-get update >$(BUILD)/apt.log 2>&1; install; } || \
	    { cat $(BUILD)/apt.log >&2; echo "Could not install. Type:  sudo apt-get update && sudo apt-get install -y" $$missing >&2; exit 1; }; \
	fi; touch $@
endef

$(BUILD)/.deps-build: Makefile | $(BUILD)
	$(call need,$(BUILD_PACKAGES))
$(BUILD)/.deps-check: Makefile | $(BUILD)
	$(call need,$(CHECK_PACKAGES))
$(BUILD)/.deps-readers: Makefile | $(BUILD)
	$(call need,$(READER_PACKAGES))
$(BUILD)/.deps-lint: Makefile | $(BUILD)
	$(call need,$(LINT_PACKAGES))
$(BUILD)/.deps-fuzz: Makefile | $(BUILD)
	$(call need,$(FUZZ_PACKAGES))
$(BUILD)/.deps-valgrind: Makefile | $(BUILD)
	$(call need,$(VALGRIND_PACKAGES))
$(BUILD)/.deps-bench: Makefile | $(BUILD)
	$(call need,$(BENCH_PACKAGES))
$(BUILD):
	$(Q)mkdir -p $@

# --- program --------------------------------------------------------------------------------------

# Rebuilt when the compiler or its flags change.
$(BUILD)/.flags: FORCE | $(BUILD)
	$(Q)echo '$(CC) $(STANDARD) $(WARNINGS) $(CFLAGS) $(HARDEN) $(SANITIZE)' | cmp -s - $@ || \
	  echo '$(CC) $(STANDARD) $(WARNINGS) $(CFLAGS) $(HARDEN) $(SANITIZE)' >$@

$(BUILD)/obj/%.o: %.c $(BUILD)/.flags | $(BUILD)/.deps-build
	$(SAY) CC $<
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# The hand-written part of the API document is compiled in: the program needs no file at run time.
$(BUILD)/gen/openapi_base.c: openapi/base.json Makefile | $(BUILD)
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "hiraku/exporters/openapi/openapi.h"'; echo 'const char openapi_base[] ='; \
	  od -An -v -to1 $< | sed 's/ /\\/g; s/.*/"&"/'; echo ';'; } >$@
# So are the files of the template, what `init` fills in of them and the layouts of reports; check names what is still as in the template.
TEMPLATE_FILES := $(sort $(shell find contrib/instances/template contrib/instances/init contrib/forms -type f))
$(BUILD)/gen/template_files.c: $(TEMPLATE_FILES) Makefile | $(BUILD)
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "hiraku/release/template_files.h"'; echo 'const struct template_file template_files[] = {'; \
	  for file in $(TEMPLATE_FILES); do name=$${file#contrib/}; echo "{\"$${name#instances/}\", {"; \
	    od -An -v -to1 $$file | sed 's/ /\\/g; s/.*/"&"/'; echo ", $$(wc -c <$$file)}},"; done; \
	  echo '{0, {0, 0}}};'; } >$@
# So is the style sheet of the pages, and a digest of what is served as such, which its address has.
$(BUILD)/gen/page_style.c: api/pages/style.css api/pages/chart/chart.css Makefile | $(BUILD)
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "hiraku/pages/style.h"'; echo 'const char page_style[] ='; \
	  od -An -v -to1 $< | sed 's/ /\\/g; s/.*/"&"/'; echo ';'; \
	  echo "const char page_style_hash[] = \"$$(cat $< api/pages/chart/chart.css | sha256sum | cut -c1-16)\";"; } >$@
# And their script.
$(BUILD)/gen/page_script.c: api/pages/script.js Makefile | $(BUILD)
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "hiraku/pages/script.h"'; echo 'const char page_script[] ='; \
	  od -An -v -to1 $< | sed 's/ /\\/g; s/.*/"&"/'; echo ';'; \
	  echo "const char page_script_hash[] = \"$$(sha256sum <$< | cut -c1-16)\";"; } >$@
# And that of static copies.
$(BUILD)/gen/static_script.c: api/static_site/search.js Makefile | $(BUILD)
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "hiraku/static_site/static_script.h"'; echo 'const char static_script[] ='; \
	  od -An -v -to1 $< | sed 's/ /\\/g; s/.*/"&"/'; echo ';'; } >$@
# And the style sheet of the charts, which a chart that stands alone brings with it.
$(BUILD)/gen/chart_style.c: api/pages/chart/chart.css Makefile | $(BUILD)
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "hiraku/pages/chart/chart.h"'; echo 'const char chart_style[] ='; \
	  od -An -v -to1 $< | sed 's/ /\\/g; s/.*/"&"/'; echo ';'; } >$@
$(BUILD)/obj/%.o: $(BUILD)/gen/%.c $(BUILD)/.flags | $(BUILD)/.deps-build
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/libhiraku.a: $(LIBRARY)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/hiraku: $(BUILD)/obj/api/main.o $(BUILD)/libhiraku.a
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(SANITIZE) -pie -Wl,-z,relro,-z,now -o $@ $^ $(LIB_LIBS)

# The contract as the program writes it, and the one that this version promises to those after it: written when the
# version is given out, compared by tests/http/contract/test_contract_compatibility.py.
.PHONY: contract contract-version
contract: $(BUILD)/hiraku
	$(Q)$< openapi >$(BUILD)/openapi.json && mv $(BUILD)/openapi.json openapi/hiraku.json
contract-version: contract
	$(Q)cp openapi/hiraku.json openapi/$(VERSION).json

-include $(SOURCES:%.c=$(BUILD)/obj/%.d) $(UNITS:tests/unit/%.c=$(BUILD)/unit/%.d)

# The addresses in what is published are those of its base_url: of another port, a copy has another one.
SAMPLE     := contrib/instances/sample
OTHER_PORT := $(filter-out 8080,$(PORT))
RUN_SAMPLE := $(if $(OTHER_PORT),$(BUILD)/sample-$(OTHER_PORT),$(SAMPLE))
RUN_STORE  := $(BUILD)/store$(OTHER_PORT:%=-%)

run: $(BUILD)/hiraku $(RUN_SAMPLE)/instance.json
	$(BUILD)/hiraku publish --store $(RUN_STORE) $(RUN_SAMPLE)
	$(BUILD)/hiraku serve --store $(RUN_STORE) --listen 127.0.0.1:$(PORT)

$(BUILD)/sample-%/instance.json: FORCE
	$(Q)rm -rf $(@D) && mkdir -p $(BUILD) && cp -R $(SAMPLE) $(@D)
	$(Q)sed 's|"http://127\.0\.0\.1:8080"|"http://127.0.0.1:$*"|' $(SAMPLE)/instance.json >$@

# The pictures of README.
.PHONY: screenshots
screenshots: $(BUILD)/hiraku
	$(Q)contrib/screenshots/screenshots.sh $< $(SAMPLE) contrib/docs/images

# --- tests ----------------------------------------------------------------------------------------

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libhiraku.a $(BUILD)/.flags | $(BUILD)/.deps-check
	$(SAY) CC $<
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -Itests/unit -I. -MF $@.d -o $@ $< $(BUILD)/libhiraku.a $(LIB_LIBS) -lcmocka

unit: $(UNIT_PROGRAMS)
	$(Q)printf '%s\n' $^ | xargs -P$(PROCESSORS) -I{} sh -c '{} >{}.log 2>&1 || { cat {}.log; exit 255; }'
	$(Q)printf '  %-6s %s programs, %s tests\n' UNIT $(words $^) \
	  $$(sed -n 's/.*PASSED  \] \([0-9]*\) test(s).*/\1/p' $(UNIT_PROGRAMS:=.log) | awk '{n+=$$1} END{print n}')

# Linters of the API document and generators of clients, pinned; again only when the lock file changes. Without a
# registry the tests that need them say so.
NPM ?= $(BUILD)/npm
.PHONY: npm
NPM_INSTALLED := $(NPM)/installed $(NPM)/portaljs/installed
npm: $(NPM_INSTALLED)
$(NPM)/installed: tests/http/clients/package-lock.json tests/http/clients/package.json tests/http/clients/.npmrc
# A tree of its own: it asks for another React.
$(NPM)/portaljs/installed: tests/http/portaljs/package-lock.json tests/http/portaljs/package.json tests/http/portaljs/.npmrc
$(NPM_INSTALLED): | $(BUILD)/.deps-check
	$(Q)mkdir -p $(@D)
	$(Q)cmp -s $< $@ && touch $@ || { printf '  %-6s %s\n' NPM $(@D); rm -f $@; cp $^ $(@D)/; \
	  (cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund) >$(@D)/log 2>&1 && cp $< $@ || \
	  { tail -n 3 $(@D)/log >&2; echo "The npm packages could not be installed ($(@D)/log): linters and generated clients are not tested." >&2; }; }

# In as many processes as there are processors (WORKERS=1: in one), all tests of a file in the same: what a file makes is made
# once. A process that ends before its tests have is a failure.
WORKERS  ?= $(PROCESSORS)
PARALLEL := -n $(WORKERS) --dist loadfile --max-worker-restart 0
# Each folder by itself: their fixtures have the same names.
PYTESTS := $(addprefix pytest-,http docs fork equal)
.PHONY: $(PYTESTS) pytest-fault
$(PYTESTS): pytest-%: $(BUILD)/hiraku | $(BUILD)/.deps-check
	$(SAY) TEST tests/$*
	$(Q)TMPDIR=$$(tests/folder.sh) HIRAKU_CARDS=0 HIRAKU=$(abspath $(BUILD)/hiraku) HIRAKU_NPM=$(abspath $(NPM)) $(PYTHON) -m pytest -q -rs -p no:cacheprovider $(PARALLEL) tests/$*
pytest-http: $(NPM_INSTALLED)
pytest-equal: PARALLEL := # one file takes nearly all of its time

# Faults: a library that makes calls of the program fail, and the program with its own allocators wrapped (of the objects of
# the fuzz targets, which AddressSanitizer watches already). In memory, where that is possible: it is not the disk's speed
# that is tested. What fails: tests/fault/fault.py.
FAULT_WRAP := malloc calloc realloc strdup asprintf getline
FAULT_ENV   = HIRAKU=$(abspath $(BUILD)/hiraku) HIRAKU_FAULT_PROGRAM=$(abspath $(BUILD)/fuzz/hiraku-fault) \
	HIRAKU_FAULT_LIBRARY=$(abspath $(BUILD)/libfault.so) HIRAKU_LOAD=$(abspath $(BUILD)/bench/load) \
	TMPDIR=$$(tests/folder.sh)

$(BUILD)/libfault.so: tests/fault/fault.c tests/fault/preload.c tests/fault/page.h $(BUILD)/.flags | $(BUILD)/.deps-build
	$(SAY) CC $@
	$(Q)$(CC) $(STANDARD) $(WARNINGS) -O2 -g -shared -fPIC -o $@ $(filter %.c,$^) -ldl

$(BUILD)/hiraku-fault: tests/fault/fault.c tests/fault/wrap.c tests/fault/page.h $(BUILD)/obj/api/main.o $(BUILD)/libhiraku.a | $(BUILD)/.deps-fuzz
	$(SAY) LD $@
	$(Q)$(CC) $(STANDARD) $(WARNINGS) $(CFLAGS) $(SANITIZE) $(LIB_CFLAGS) $(FAULT_WRAP:%=-Wl,--wrap=%) -o $@ $(filter-out %.h,$^) $(LIB_LIBS)

FAULT_PLAIN := $(BUILD)/libfault.so $(BUILD)/hiraku $(BUILD)/bench/load
fault-programs: $(FAULT_PLAIN) | $(BUILD)/.deps-check $(BUILD)/.deps-fuzz
	+$(Q)$(FUZZ_MAKE) $(BUILD)/fuzz/hiraku-fault

pytest-fault: fault-programs
	$(SAY) TEST tests/fault
	$(Q)$(FAULT_ENV) $(PYTHON) -m pytest -q -rs -p no:cacheprovider $(PARALLEL) tests/fault

fault: fault-programs
	$(Q)$(FAULT_ENV) HIRAKU_FAULT_FULL=1 $(PYTHON) -m pytest -q -rs -p no:cacheprovider $(PARALLEL) tests/fault

# Spoilt tables of the template's examples; make check tries a few.
MUTATE_COUNT ?= 10000
MUTATE_SEED  ?= 1000
mutate: $(BUILD)/hiraku | $(BUILD)/.deps-check
	$(Q)HIRAKU=$(abspath $(BUILD)/hiraku) HIRAKU_MUTATE_COUNT=$(MUTATE_COUNT) HIRAKU_MUTATE_SEED=$(MUTATE_SEED) \
	  $(PYTHON) -m pytest -q -s -p no:cacheprovider tests/http/check/test_mutate.py

# All that is built, by all processors; then one suite after the other, each of which uses them. The library of the fuzz
# targets is that of the faults: one make builds both.
CHECK_SUITES   := unit $(PYTESTS) fuzz-corpus pytest-fault
check:
	+$(Q)$(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(PROCESSORS)) check-programs
	+$(Q)for suite in $(CHECK_SUITES); do $(MAKE) --no-print-directory $$suite || exit 1; done

check-programs: $(NPM_INSTALLED) $(UNIT_PROGRAMS) $(FAULT_PLAIN) | $(BUILD)/.deps-check $(BUILD)/.deps-fuzz
	+$(Q)$(FUZZ_MAKE) fuzz-programs $(BUILD)/fuzz/hiraku-fault

# Random questions: every answer is that of plain SQL and, to the byte, that of a former build (FORMER=/path/to/hiraku).
# make check asks a few. ONLY=INSTANCE:NUMBER asks one again.
.PHONY: check-equal
check-equal: $(BUILD)/hiraku | $(BUILD)/.deps-check
	$(SAY) TEST tests/equal
	$(Q)HIRAKU=$(abspath $(BUILD)/hiraku) HIRAKU_EQUAL_FORMER=$(abspath $(FORMER)) HIRAKU_EQUAL_COUNT=$(or $(COUNT),2000) \
	  HIRAKU_EQUAL_SEED=$(SEED) HIRAKU_EQUAL_ROWS=$(or $(ROWS),100000) HIRAKU_EQUAL_ONLY=$(ONLY) \
	  $(PYTHON) -m pytest -q -rs -p no:cacheprovider tests/equal

# Every reader whose line contrib/clients/README.md has, also those too large for `check`; npm packages stay in $(BUILD).
check-readers: $(BUILD)/hiraku | $(BUILD)/.deps-check $(BUILD)/.deps-readers
	$(SAY) TEST tests/docs/test_readers.py
	$(Q)HIRAKU_READERS=all HIRAKU=$(abspath $(BUILD)/hiraku) $(PYTHON) -m pytest -q -p no:cacheprovider tests/docs/test_readers.py

ASAN := BUILD=$(BUILD)/asan NPM=$(NPM) CFLAGS='-O1 -g -fno-omit-frame-pointer' HARDEN= \
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'
check-asan:
	$(Q)$(MAKE) --no-print-directory $(ASAN) unit pytest-http

# Fuzzing: the library and one program per target, with libFuzzer. New inputs and what crashed stay in $(BUILD)/fuzz.
FUZZ_SECONDS  ?= 60
FUZZ_TARGETS  ?= $(sort $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_PROGRAMS := $(FUZZ_TARGETS:%=$(BUILD)/run/%)
FUZZ_MAKE     := $(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang CFLAGS='-O1 -g -fno-omit-frame-pointer' HARDEN= \
	SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
FUZZ_ENV       = FUZZ_INSTANCE=$(BUILD)/fuzz/instance UBSAN_OPTIONS=print_stacktrace=1

$(BUILD)/run/%: tests/fuzz/fuzz_%.c tests/fuzz/small_store.c tests/fuzz/fuzz.h tests/fuzz/small_store.h $(BUILD)/libhiraku.a | $(BUILD)/.deps-fuzz
	$(SAY) CC $<
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -I. -fsanitize=fuzzer -MF $@.d -o $@ $< tests/fuzz/small_store.c $(BUILD)/libhiraku.a $(LIB_LIBS)

fuzz-programs: $(FUZZ_PROGRAMS)
	$(Q)rm -rf $(BUILD)/instance && cp -r contrib/instances/template $(BUILD)/instance
	$(Q)cp $(BUILD)/instance/examples/*.csv $(BUILD)/instance/data/

# Once over what is committed: no new inputs are made.
fuzz-corpus: | $(BUILD)/.deps-fuzz
	+$(Q)$(FUZZ_MAKE) fuzz-programs
	$(Q)for t in $(FUZZ_TARGETS); do \
	  $(FUZZ_ENV) $(BUILD)/fuzz/run/$$t -runs=0 -artifact_prefix=$(BUILD)/fuzz/ tests/fuzz/corpus/$$t >$(BUILD)/fuzz/$$t.log 2>&1 || { cat $(BUILD)/fuzz/$$t.log; exit 1; }; done
	$(Q)printf '  %-6s %s targets, %s inputs\n' FUZZ $(words $(FUZZ_TARGETS)) $$(find tests/fuzz/corpus -type f | wc -l)

fuzz: | $(BUILD)/.deps-fuzz
	+$(Q)$(FUZZ_MAKE) fuzz-programs
	$(Q)for t in $(FUZZ_TARGETS); do mkdir -p $(BUILD)/fuzz/found/$$t; echo "  FUZZ   $$t, $(FUZZ_SECONDS) s"; \
	  $(FUZZ_ENV) $(BUILD)/fuzz/run/$$t -max_total_time=$(FUZZ_SECONDS) -timeout=20 -print_final_stats=1 \
	    -artifact_prefix=$(BUILD)/fuzz/$$t- $(BUILD)/fuzz/found/$$t tests/fuzz/corpus/$$t >$(BUILD)/fuzz/$$t.log 2>&1 || \
	    { tail -n 60 $(BUILD)/fuzz/$$t.log; echo "what broke it: $$(ls $(BUILD)/fuzz/$$t-*)"; exit 1; }; done

# The tests in which threads meet: releases switched, connections ended, queries in workers. Every report is a failure.
TSAN_TESTS := server/test_lifecycle answers/test_serve server/test_deadline query/test_paging answers/test_conditional \
	server/test_cache server/test_access_log usage/test_usage usage/test_usage_catalogue
check-tsan: | $(BUILD)/.deps-check
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fno-omit-frame-pointer' HARDEN= SANITIZE=-fsanitize=thread all unit
	$(Q)rm -f $(BUILD)/tsan/report.*
	$(Q)TSAN_OPTIONS=log_path=$(abspath $(BUILD)/tsan/report):suppressions=$(abspath tests/tsan.supp) HIRAKU=$(abspath $(BUILD)/tsan/hiraku) \
	  $(PYTHON) -m pytest -q -rs -p no:cacheprovider $(TSAN_TESTS:%=tests/http/%.py)
	$(Q)! cat $(BUILD)/tsan/report.* 2>/dev/null

VALGRIND := valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,indirect --track-origins=no --num-callers=20
check-valgrind: $(UNIT_PROGRAMS) | $(BUILD)/.deps-valgrind
	$(Q)printf '%s\n' $(UNIT_PROGRAMS) | xargs -P$$(nproc) -I{} sh -c '$(VALGRIND) {} >{}.valgrind 2>&1 || { cat {}.valgrind; exit 255; }'
	$(Q)printf '  %-6s %s programs\n' MEMCHK $(words $(UNIT_PROGRAMS))

# Figures, not tests: medians and ratios; instances and stores stay in $(BUILD)/bench.
# BENCH_ROWS, BENCH_ROWS_MAX, BENCH_RUNS, BENCH_SECONDS, BENCH_FORMER: see tests/bench/bench.py; BENCH: sections.
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/.flags | $(BUILD)/.deps-build
	$(SAY) CC $<
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(STANDARD) $(WARNINGS) $(CFLAGS) -o $@ $< -lsqlite3

# DuckDB and Lighthouse, pinned; without a registry what needs them is not measured.
BENCH_NPM := duckdb lighthouse
$(BENCH_NPM:%=$(BUILD)/bench/%/installed): $(BUILD)/bench/%/installed: tests/bench/%/package-lock.json tests/bench/%/package.json \
	tests/bench/%/.npmrc | $(BUILD)/.deps-bench
	$(Q)mkdir -p $(@D)
	$(Q)cmp -s $< $@ && touch $@ || { printf '  %-6s %s\n' NPM $(@D); rm -f $@; cp $^ $(@D)/; \
	  (cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund) >$(@D)/log 2>&1 && cp $< $@ || tail -n 3 $(@D)/log >&2; }

bench: $(BUILD)/hiraku $(BUILD)/bench/load $(BUILD)/bench/select $(BENCH_NPM:%=$(BUILD)/bench/%/installed) | $(BUILD)/.deps-bench
	$(Q)$(PYTHON) tests/bench/bench.py $(abspath $(BUILD)/hiraku) $(BUILD)/bench $(BENCH)

# --- care -----------------------------------------------------------------------------------------

C_FILES := $(wildcard api/*.[ch] api/*/*.[ch] api/*/*/*.[ch] exporters/*.[ch] exporters/*/*.[ch] include/hiraku/*.h include/hiraku/*/*.h include/hiraku/*/*/*.h tests/unit/*/*.[ch] tests/unit/*/*/*.[ch] \
	tests/fuzz/*.[ch] tests/fault/*.[ch])

format: | $(BUILD)/.deps-lint
	$(Q)clang-format -i $(C_FILES)

lint: $(BUILD)/.deps-build $(BUILD)/.deps-lint $(BUILD)/.deps-check
	$(SAY) LINT clang-format
	$(Q)clang-format --dry-run -Werror $(C_FILES)
	$(SAY) LINT cppcheck
	$(Q)cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,portability,performance \
	  --suppress=missingIncludeSystem -Iinclude -DHIRAKU_VERSION='"$(VERSION)"' api exporters
	$(SAY) LINT clang-tidy
	$(Q)printf '%s\n' $(SOURCES) | xargs -P$$(nproc) -n4 sh -c 'clang-tidy --quiet "$$@" -- -std=c11 -D_GNU_SOURCE -DHIRAKU_VERSION=\"lint\" -Iinclude $(LIB_CFLAGS) 2>$(BUILD)/tidy.log.$$$$ || { cat $(BUILD)/tidy.log.$$$$; exit 255; }; rm -f $(BUILD)/tidy.log.$$$$' sh

# Below $(PREFIX), of this repository: the program, its manual in two languages, the units, and what people copy or read.
# The folders keep their places, so that links from one document to another hold.
MAN_PAGES := hiraku.1 ja/hiraku.1
UNIT_FILES := hiraku.service hiraku-publish.service hiraku-publish.timer hiraku-witness.service hiraku-witness.timer hiraku-pull.service
MAN_DIR    = $(DESTDIR)$(PREFIX)/share/man
UNIT_DIR   = $(DESTDIR)$(PREFIX)/lib/systemd/system
SHARE_DIR  = $(DESTDIR)$(PREFIX)/share/hiraku
SHARED     = cd contrib && find clients deploy docs forms instances/template -type f ! -path '*/__pycache__/*'

# The settings are those of the program.
$(BUILD)/man/%: contrib/man/% contrib/man/settings.awk $(BUILD)/hiraku
	$(Q)mkdir -p $(@D)
	$(Q)$(BUILD)/hiraku serve --help --lang $(if $(filter ja/%,$*),ja,en) | awk -f contrib/man/settings.awk - $< >$@

install: $(BUILD)/hiraku $(MAN_PAGES:%=$(BUILD)/man/%)
	install -D -m 755 $(BUILD)/hiraku $(DESTDIR)$(PREFIX)/bin/hiraku
	$(Q)for page in $(MAN_PAGES); do at=$(MAN_DIR)/$$(dirname $$page)/man1/hiraku.1; \
	  install -D -m 644 $(BUILD)/man/$$page $$at; sed -i 's,@PREFIX@,$(PREFIX),' $$at; done
	$(Q)for unit in $(UNIT_FILES); do install -D -m 644 contrib/deploy/$$unit $(UNIT_DIR)/$$unit; \
	  sed -i 's,/usr/local/,$(PREFIX)/,' $(UNIT_DIR)/$$unit; done
	$(Q)($(SHARED)) | while read -r file; do \
	  install -D -m $$([ -x contrib/$$file ] && echo 755 || echo 644) contrib/$$file $(SHARE_DIR)/$$file; done

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/hiraku $(UNIT_FILES:%=$(UNIT_DIR)/%) $(MAN_DIR)/man1/hiraku.1 $(MAN_DIR)/ja/man1/hiraku.1
	rm -rf $(SHARE_DIR)

clean:
	$(Q)rm -rf $(BUILD)
