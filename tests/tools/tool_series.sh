#!/usr/bin/env bash
# The losses of 20 steps are PyTorch's, within 2e-4 relative: same weights (their hash is recorded), same text.
. "$3/common.sh"
text 20000 >text
"$tool" train --data text "${small[@]}" --steps 20 --save-init init --json >ours.json 2>/dev/null || fail train
golden=$here/../golden/series
if [ "$(xxhsum -H64 init | cut -d' ' -f1)" != "$(cat "$golden/init.xxh64")" ]; then
    fail "the first weights are not those that the series was recorded with"
fi
losses ours.json | tr ',' '\n' | paste - "$golden/losses.txt" >pairs
same "$(wc -l <pairs)" 20 "number of losses"
awk '{ d = $1 - $2; if (d < 0) d = -d; if (d > 2e-4 * $2) { print "step " NR ": " $1 " against PyTorch'"'"'s " $2; bad = 1 } } END { exit bad }' pairs || fail "losses differ from the recorded series"
finish
