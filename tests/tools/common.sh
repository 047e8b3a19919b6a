# Sourced by the tool's tests: script TOOL SCRATCH SOURCE.
set -u
tool=$1 scratch=$2 here=$3
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
failures=0

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }
same() { [ "$1" = "$2" ] || fail "$3: '$1' is not '$2'"; }
less() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a < b) }' || fail "$3: $1 is not less than $2"; }
contains() { case "$1" in *"$2"*) ;; *) fail "$3: '$1' lacks '$2'" ;; esac; }
# field FILE KEY: a number or text of the tool's JSON line
field() { sed -n "s/.*\"$2\":\"\{0,1\}\([^,\"}]*\).*/\1/p" "$1"; }
losses() { sed -n 's/.*"losses":\[\([^]]*\)\].*/\1/p' "$1"; }
# The text by formula: byte i is 'a' + (7 i^2 + 3 i) mod 23, with a newline at every 61st place.
text() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "%c", i % 61 == 60 ? 10 : 97 + (7 * i * i + 3 * i) % 23 }'; }
# refuses STATUS TEXT ARGS...: the tool exits with this status and says this on stderr
refuses() {
    local status=$1 text=$2 got
    shift 2
    got=$("$tool" "$@" 2>&1 >/dev/null)
    same "$?" "$status" "exit status of: $*"
    contains "$got" "$text" "message of: $*"
}
small=(--layers 2 --heads 2 --embd 32 --context 32 --batch 4 --threads 1)
finish() { [ $failures -eq 0 ] && echo "passed"; exit $((failures > 0)); }
