#!/usr/bin/env bash
# --save and --resume go on bit for bit; --save-init and --init start from the same weights; Ctrl-C saves.
. "$3/common.sh"
text 20000 >text
train() { "$tool" train --data text "${small[@]}" "$@"; }
for optimizer in adamw sgd; do
    train --optimizer $optimizer --steps 6 --save whole --json >whole.json 2>/dev/null || fail "whole run"
    train --optimizer $optimizer --steps 3 --save first --json >first.json 2>/dev/null || fail "first half"
    "$tool" train --data text --threads 1 --resume first --steps 6 --save second --json >second.json 2>err || fail "second half: $(cat err)"
    same "$(losses first.json),$(losses second.json)" "$(losses whole.json)" "losses of the halves ($optimizer)"
    cmp whole second || fail "the files of a whole and a resumed run differ ($optimizer)"
done
train --steps 2 --save-init init --json >a.json 2>/dev/null || fail "--save-init"
train --steps 2 --init init --seed 99 --json >b.json 2>/dev/null || fail "--init"
same "$(losses a.json)" "$(losses b.json)" "losses from --init"
refuses 2 'is at step 6 already' train --data text --resume whole --steps 6
refuses 2 '--layers 2, not 3' train --data text --resume whole --steps 9 --layers 3
refuses 2 'no training state' train --data text --resume init "${small[@]}"

"$tool" train --data text "${small[@]}" --steps 1000000 --save stopped >/dev/null 2>stopped.err & # not a function: $! must be the tool
sleep 2
tool_pid=$!
kill -INT $tool_pid
(sleep 20; kill -KILL $tool_pid) 2>/dev/null &
wait $tool_pid
same $? 130 "exit status after Ctrl-C"
contains "$(cat stopped.err)" "saved in stopped" "message after Ctrl-C"
[ -s stopped ] || fail "Ctrl-C saved nothing"
finish
