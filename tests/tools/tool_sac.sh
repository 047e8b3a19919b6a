#!/usr/bin/env bash
# REPRISE_SAC off, full and save(...): the same losses and weights to the last bit, less memory, and the log tells what ran again.
. "$3/common.sh"
text 20000 >text
run() { REPRISE_SAC=$1 "$tool" train --data text "${small[@]}" --steps 6 --json --save "$2.weights" >"$2.json" 2>"$2.err" || fail "REPRISE_SAC=$1: $(cat "$2.err")"; }
run off off
run full full
run 'save(@matmul, @attention)' save
run 'save(aten::addmm/2)' half
for other in full save half; do
    same "$(losses $other.json)" "$(losses off.json)" "losses of $other"
    cmp off.weights $other.weights || fail "weights of $other differ"
done
less "$(field full.json saved_bytes)" "$(field save.json saved_bytes)" "saved bytes of full and save"
less "$(field save.json saved_bytes)" "$(field off.json saved_bytes)" "saved bytes of save and off"
less "$(field full.json peak_activation_bytes)" "$(field off.json peak_activation_bytes)" "peak of full and off"
less 0 "$(field full.json replayed_ops)" "operators that ran again under full"
less 0 "$(field save.json served)" "results served from the cache"
same "$(field off.json sac)" off "sac field"

# Bytes by theory: full keeps, of each block, its input alone. Blocks' inputs: L x B x T x C floats.
REPRISE_SAC=full REPRISE_SAC_SCOPE=regions "$tool" train --data text "${small[@]}" --steps 1 --json >regions.json 2>/dev/null
REPRISE_SAC=full REPRISE_SAC_SCOPE=regions "$tool" train --data text "${small[@]}" --layers 6 --steps 1 --json >deep.json 2>/dev/null
same $(($(field deep.json saved_bytes) - $(field regions.json saved_bytes))) $((4 * 4 * 32 * 32 * 4)) "bytes that four more blocks keep"

REPRISE_SAC='save(@matmul)' REPRISE_MODES='log(file="ops.txt", phase=on)' "$tool" train --data text "${small[@]}" --steps 1 >/dev/null 2>&1 || fail "with a log"
again=$(grep -c '^recompute|.*aten::gelu' ops.txt)
same "$again" 2 "gelu calls in recompute"
same "$(grep -c '^recompute|.*aten::addmm' ops.txt)" 0 "addmm calls in recompute"

# A misspelt operator is an error of the first call; the column is named.
REPRISE_SAC='save(aten::mmm)' refuses 2 'aten::mm' train --data text "${small[@]}" --steps 1
REPRISE_SAC='save(aten::mm' refuses 2 'column' train --data text "${small[@]}" --steps 1
REPRISE_SAC='sometimes' refuses 2 'column 1' train --data text "${small[@]}" --steps 1
finish
