#!/usr/bin/env bash
# Every function of the typed API stands in the reference, every section says how it is derived and where it runs.
set -eu
gen=$1 out=$2 header=$3
"$gen" --reference "$out"
fail() { echo "$1" >&2; exit 1; }
functions=$(grep -c '^RP_API RP_MUST rp_status' "$header")
listed=$(grep -c '^rp_status rp_' "$out")
[ "$functions" -eq "$listed" ] || fail "$functions functions in ops.h, $listed in the reference"
sections=$(grep -c '^## aten::\|^## reprise::' "$out")
[ "$sections" -gt 200 ] || fail "only $sections sections"
[ "$(grep -c '^- devices: ' "$out")" -eq "$(grep -c '^## ' "$out")" ] || fail "a section lacks its devices"
grep -A24 '^## aten::sigmoid$' "$out" | grep -qF -- '- derivative by `self`: `sigmoid_backward(g, y)`' || fail "the derivative of sigmoid is missing"
grep -A24 '^## aten::mm$' "$out" | grep -q '^- devices: cpu' || fail "aten::mm does not run on cpu"
echo "$sections operators, $listed functions"
