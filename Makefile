# Every target does what `make help` says of it.
PREFIX ?= /usr/local
BIN := .build/release/upsample
PACKAGES := libpng-dev libjpeg-dev libisal-dev liblcms2-dev zlib1g-dev libseccomp-dev nettle-dev
# PACKAGE=VERSION: what is older has defects that a hostile picture can reach.
FLOORS := libpng-dev=1.6.39-2+deb12u6
# Not in Package.swift, which as a dependency may hold no such flags.
MARKED_CALLS_x86_64 := -Xcc -fcf-protection=full
MARKED_CALLS_aarch64 := -Xcc -mbranch-protection=standard
HARDENING := -Xcc -fstack-protector-strong -Xcc -D_FORTIFY_SOURCE=2 \
  $(MARKED_CALLS_$(shell uname -m)) -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now \
  -Xlinker -z -Xlinker noexecstack
# Relative relocations, packed, are read in less time than the rest of HARDENING takes.
SWIFT_BUILD := swift build -c release --static-swift-stdlib --disable-local-rpath \
  --product upsample -Xlinker --gc-sections -Xlinker -s $(HARDENING) \
  -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
MAN := share/man/man1/upsample.1
COMPLETIONS := share/bash-completion/completions/upsample share/zsh/site-functions/_upsample \
  share/fish/vendor_completions.d/upsample.fish
INSTALL_PACKAGES = $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq
FUZZ_TARGETS ?= png jpeg metadata kernel picture state network
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: all demo test test-release test-bounds test-arguments test-metadata test-kills test-cluster fuzz \
  test-faults test-hardening test-report learned networks install uninstall goldens clean help dependencies

all: dependencies ## build the release program, .build/release/upsample
	$(SWIFT_BUILD)

demo: all ## install what is missing, build, and upsample sample pictures into out/
	mkdir -p out
	$(BIN) images/still-life.png out/bilinear.png --scale 3 --verbose
	$(BIN) images/still-life.png out/lanczos3.png --scale 3 --kernel lanczos3 --verbose
	$(BIN) images/chroma-420.jpg out/wide.jpg --size 300x --kernel bicubic --verbose
	$(BIN) images/logo.png out/logo.png --scale 5/2 --kernel mitchell --verbose
	$(BIN) images/palette.png out/blocks.png --scale 8 --kernel nearest --verbose
	@echo "The pictures are in out/: compare bilinear.png with lanczos3.png."

test: dependencies ## install what is missing, check style and imports, and run every test
	swift format lint --strict --recursive Package.swift Sources Tests Fuzzing Examples
	swift build --build-tests --explicit-target-dependency-import-check error \
	  -Xswiftc -warnings-as-errors -Xcc -Werror
	swift test --skip-build

test-release: dependencies ## run every test on the optimised build: seven minutes
	swift build -c release --build-tests -Xswiftc -enable-testing --scratch-path .build/optimised
	swift test -c release --skip-build -Xswiftc -enable-testing --scratch-path .build/optimised

test-bounds: all ## hold memory and time of bombs, and of pictures below CORPORA, to their bounds
	$(MAKE) dependencies PACKAGES=python3
	python3 Tests/Hostile/bounds.py $(BIN) $(CORPORA)

test-arguments: all ## run 4,006 hostile command lines of op and explain: three minutes
	$(MAKE) dependencies PACKAGES=python3
	python3 Tests/Hostile/command_lines.py $(BIN)

test-metadata: all ## install exiftool and pngcheck, and check with them what becomes of metadata
	$(MAKE) dependencies PACKAGES="libimage-exiftool-perl pngcheck libjpeg-turbo-progs python3"
	Tests/Metadata/check --program $(BIN)

test-kills: all ## kill batches and approvals at 50 random moments, then race 200 against links
	$(MAKE) dependencies PACKAGES=python3
	python3 Tests/Kills/kills.py $(BIN) $(SEED)
	python3 Tests/Kills/approvals.py $(BIN) $(SEED)
	python3 Tests/Kills/races.py $(BIN) $(SEED)

test-cluster: all ## install Slurm, and run the example's scripts on a cluster of two local nodes
	$(MAKE) dependencies PACKAGES="slurmctld slurmd slurm-client munge python3"
	python3 Examples/slurm/test/check $(BIN)

fuzz: dependencies ## go on fuzzing each target, for SECONDS, 600 without a number
	for target in $(FUZZ_TARGETS); do Fuzzing/run $$target $(or $(SECONDS),600) || exit 1; done

test-faults: all ## install strace, and make system calls, disks and limits fail: five minutes
	$(MAKE) dependencies PACKAGES="strace python3"
	python3 Tests/Faults/faults.py $(BIN) $(GROUPS)

test-hardening: all ## read the program's file: what compiler and linker have to do against attacks
	$(MAKE) dependencies PACKAGES=python3
	python3 Tests/Hardening/check $(BIN)

test-report: all ## install chromium, and drive the page of a report in it: two minutes
	$(MAKE) dependencies PACKAGES="chromium chromium-driver python3"
	Tests/Report/check $(BIN)

learned: all ## fit the kernels that come with the program anew to the photographs below PHOTOGRAPHS
	UPSAMPLE=$(BIN) Training/kernels "$(PHOTOGRAPHS)"

networks: ## train the networks that come with the program anew from the pictures below PHOTOGRAPHS
	$(MAKE) dependencies PACKAGES="python3 python3-venv"
	Training/networks "$(PHOTOGRAPHS)"

install: all ## install the program, its manual page and completions under PREFIX
	install -Dm755 $(BIN) $(DESTDIR)$(PREFIX)/bin/upsample
	$(BIN) man > .build/upsample.1
	install -Dm644 .build/upsample.1 $(DESTDIR)$(PREFIX)/$(MAN)
	for file in $(COMPLETIONS); do \
	  shell=$${file#share/}; shell=$${shell%%[-/]*}; \
	  $(BIN) completions $$shell > .build/upsample.$$shell || exit 1; \
	  install -Dm644 .build/upsample.$$shell $(DESTDIR)$(PREFIX)/$$file || exit 1; \
	done

uninstall: ## remove what install put there
	cd $(DESTDIR)$(PREFIX) && rm -f bin/upsample $(MAN) $(COMPLETIONS)

goldens: all ## make the golden pictures anew and take those that differ: look at them first
	images/make-goldens $(BIN) .build/goldens
	$(BIN) diff images/goldens .build/goldens --approve --prune
	$(BIN) --version > images/goldens/VERSION

clean: ## remove everything that was built
	rm -rf .build out

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dependencies:
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing$$missing"; \
	  $(SUDO) apt-get update -qq && $(INSTALL_PACKAGES) $$missing; \
	fi
	@for floor in $(FLOORS); do \
	  package=$${floor%%=*}; least=$${floor#*=}; \
	  version() { dpkg-query -W -f '$${Version}' $$package 2>/dev/null || echo "$$least"; }; \
	  is_old() { dpkg --compare-versions "$$(version)" lt "$$least"; }; \
	  is_old || continue; \
	  echo "Upgrading $$package $$(version), which lacks the mends of $$least"; \
	  $(SUDO) apt-get update -qq && $(INSTALL_PACKAGES) $$package; \
	  ! is_old || echo "$$package stays at $$(version): the system's sources have nothing newer" >&2; \
	done
