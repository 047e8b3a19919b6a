#!/usr/bin/env bash
# generate writes the prompt and the asked number of bytes, the same for the same seed, and learns what is easy to learn.
. "$3/common.sh"
awk 'BEGIN { for (i = 0; i < 600; i++) printf "the cat sat on the mat. " }' >text
"$tool" train --data text "${small[@]}" --steps 150 --lr 0.003 --save weights >/dev/null 2>&1 || fail train
one=$("$tool" generate --weights weights --prompt 'the cat ' --tokens 40 --seed 3)
two=$("$tool" generate --weights weights --prompt 'the cat ' --tokens 40 --seed 3)
same "$one" "$two" "two runs with one seed"
same "${#one}" 48 "length of prompt and text"
contains "$("$tool" generate --weights weights --prompt 'the cat ' --tokens 40 --temperature 0)" 'sat on the mat. the cat sat' 'text at temperature 0'
finish
