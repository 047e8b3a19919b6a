#!/usr/bin/env bash
# abi.sh DUMP TABLE: the border of today against the recorded table, and the comparison against changes that it must refuse.
#   DUMP --record: dump > table, when a version of the ABI is released
set -u
dump=$1 table=$2
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$dump" >"$work/now" || exit 1
awk -f "$here/compare.awk" "$table" "$work/now" || { echo "the ABI changed otherwise than by an append" >&2; exit 1; }

refuses() { # what, sed script over the table that stands for a changed header
    sed -E "$2" "$table" >"$work/changed"
    cmp -s "$table" "$work/changed" && { echo "the case '$1' changes nothing" >&2; exit 1; }
    awk -f "$here/compare.awk" "$table" "$work/changed" >"$work/text" && { echo "accepted: $1" >&2; exit 1; }
    return 0
}
raise='s/^value RP_ABI_MINOR .*/value RP_ABI_MINOR 7/'
refuses "an enumerator with another value" 's/^value RP_E_DIM .*/value RP_E_DIM 99/'
refuses "an enumerator that is gone" '/^value RP_EV_/d'
refuses "two fields that changed places" 's/^field rp_host.alloc 16 /field rp_host.alloc 24 /'
refuses "another argument of a function" 's/(field rp_host.free .*)size_t bytes/\1int bytes/'
refuses "a shorter struct" 's/^struct rp_geometry .*/struct rp_geometry 8/'
refuses "a longer value" 's/^struct rp_value 16/struct rp_value 24/'
refuses "a field inside what older plugins know" "$raise"';s/^(struct rp_host .*)/\1\nfield rp_host.inserted 16 8 int inserted/'
refuses "an append that does not raise the minor" 's/^(struct rp_host .*)/\1\nfield rp_host.later 4000 8 int later/'
sed -E "$raise"';s/^(struct rp_host) .*/\1 4008\nfield rp_host.later 4000 8 int later/' "$table" >"$work/grown"
awk -f "$here/compare.awk" "$table" "$work/grown" >/dev/null || { echo "refused: a proper append" >&2; exit 1; }
echo "the border is what was recorded, or grew at its end"
