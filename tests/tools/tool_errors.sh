#!/usr/bin/env bash
# Each bad flag, file, shape or dtype gets one clear line, and the exit status 2.
. "$3/common.sh"
text 2000 >text
printf 'short' >short
refuses 2 '--data FILE is required' train
refuses 2 'is not a flag of this command' train --data text --stepz 3
refuses 2 "--steps wants a whole number" train --data text --steps three
refuses 2 "--steps wants a whole number" train --data text --steps 0
refuses 2 "--steps wants a value" train --data text --steps
refuses 2 "allowed are adamw sgd" train --data text --optimizer adam
refuses 2 "allowed are float32 bfloat16" train --data text --dtype float16
refuses 2 'embd 384 is not a multiple of heads 5' train --data text --heads 5
refuses 2 'nothere' train --data nothere
refuses 2 'short has 5 bytes' train --data short
refuses 2 'nodevice' train --data text --device nodevice
refuses 2 'allows 0 to 99' train --data text --vocab 100 "${small[@]}"
refuses 2 'one word too many' train text
refuses 2 "there is no command 'trian'" trian
refuses 2 'not a safetensors file' train --data text "${small[@]}" --init text
"$tool" train --data text "${small[@]}" --steps 1 --save-init init >/dev/null 2>&1 || fail "--save-init"
refuses 2 'the model needs float32 [256, 64]' train --data text "${small[@]}" --embd 64 --init init
head -c 4000 init >cut
refuses 2 'cut' train --data text "${small[@]}" --init cut
refuses 1 'No such file' train --data text "${small[@]}" --steps 1 --save no/such/folder
refuses 2 '--prompt TEXT is required' generate --weights init
refuses 2 '--heads N is needed' generate --weights init --prompt x
# A wrong value of the environment is a usage error of every command.
"$tool" train --data text "${small[@]}" --steps 1 --save weights >/dev/null 2>&1 || fail "--save"
mkdir -p empty
export REPRISE_FALLBACK=maybe
for command in "ops" "plugins" "check-ops empty" "check-programs empty" "train --data text" "generate --weights weights --prompt x"; do
    # shellcheck disable=SC2086
    refuses 2 "REPRISE_FALLBACK: column 1: 'maybe'; expected one of error, warn, allow" $command
done
unset REPRISE_FALLBACK
contains "$("$tool" --help)" 'usage: reprise COMMAND' --help
for variable in REPRISE_SAC REPRISE_SAC_SCOPE REPRISE_MODES REPRISE_PLUGINS REPRISE_PLUGIN_PATH REPRISE_FALLBACK REPRISE_LOG REPRISE_CPU_PLAIN REPRISE_FREELIST; do
    contains "$("$tool" --help)" "$variable" --help
    contains "$(cat "$here/../../tools/reprise/reprise.1")" "$variable" "the manual"
done
contains "$("$tool" train --help)" '--save-init FILE' 'train --help'
contains "$("$tool" --version)" 'reprise 0.' --version
contains "$("$tool" ops aten::mm)" 'aten::mm(Tensor self, Tensor mat2) -> Tensor' 'ops'
contains "$(REPRISE_LOG=info REPRISE_PLUGINS='cpu,?warp' "$tool" ops aten::mm 2>&1)" '?warp is left out' REPRISE_LOG
contains "$("$tool" plugins)" 'cpu' plugins
contains "$("$tool" plugins --json)" '"loaded":' 'plugins --json'
finish
