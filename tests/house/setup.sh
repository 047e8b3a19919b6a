#!/usr/bin/env bash
# setup.sh SOURCE: what tools/setup asks apt-get for, on machines made of stand-ins for dpkg-query, apt-get, apt-cache, id and sudo.
set -u
setup=$1/tools/setup
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
failed=0
fail() { echo "FAILED: $*" >&2; failed=1; }
contains() { case "$1" in *"$2"*) ;; *) fail "$3: '$1' lacks '$2'" ;; esac; }
lacks() { case "$1" in *"$2"*) fail "$3: '$1' has '$2'" ;; esac; }
script() { printf '#!/bin/bash\n%s\n' "$2" >"$bin/$1" && chmod +x "$bin/$1"; }
# a machine: user id, installed packages, packages the distribution has not; what apt-get was asked for is in $bin/asked
machine() {
    rm -f "$bin"/*
    script id "echo $1"
    script dpkg-query "case ' $2 ' in *' all '* | *\" \${!#} \"*) echo 'install ok installed' ;; *) exit 1 ;; esac"
    script apt-cache "case ' $3 ' in *\" \${!#} \"*) exit 100 ;; esac"
    script apt-get "echo \"\$*\" >>'$bin/asked'"
    script sudo 'exit 1'
    for tool in bash env grep; do ln -s "$(command -v $tool)" "$bin/$tool"; done
    touch "$bin/asked"
}
run() { said=$(PATH=$bin "$setup" "$@" 2>&1); status=$?; asked=$(<"$bin/asked"); }
gpu='hipcc libamdhip64-dev rocm-device-libs'

machine 0 '' ''
run run
[ $status -eq 0 ] || fail "run on a bare machine: $said"
contains "$asked" 'install -y -qq --no-install-recommends gcc libc6-dev' "run installs the compiler"
for package in $gpu check clang; do lacks "$asked" "$package" "run, which tools/demo calls"; done

machine 0 '' ''
run test
for package in $gpu g++ check xxhash; do contains "$asked" "$package" "test installs"; done

machine 0 '' "$gpu"
run test
[ $status -eq 0 ] || fail "a distribution without hipcc is a failure: $said"
for package in $gpu; do contains "$said" "SKIP $package" "a distribution without $package"; lacks "$asked" "$package" "apt-get"; done

machine 0 all ''
run test
[ -z "$asked$said" ] || fail "nothing is missing, yet: $asked$said"

machine 1000 'gcc' ''
run test
[ $status -eq 1 ] || fail "without root, packages missing: status $status"
contains "$said" 'apt-get update && apt-get install -y --no-install-recommends libc6-dev' "without root the command is printed"
[ -z "$asked" ] || fail "without root apt-get ran: $asked"

machine 1000 'gcc libc6-dev cmake ninja-build pkg-config libffi-dev libdnnl-dev libcjson-dev xz-utils check g++ clang xxhash' ''
run test
[ $status -eq 0 ] || fail "without root, only hipcc missing: status $status: $said"
contains "$said" SKIP "without root, only hipcc missing"
[ $failed -eq 0 ] && echo "setup installs what is missing, and nothing for a GPU where the demo runs"
exit $failed
