#!/usr/bin/env bash
# no_device.sh NAME TOOL PLUGINS: the plugin on a machine without a device of its kind, or with all of them hidden, says what the
# runtime says and is in nobody's way.
set -u
name=$1 tool=$2
export REPRISE_PLUGIN_PATH=$3 CUDA_VISIBLE_DEVICES=-1 HIP_VISIBLE_DEVICES=-1
failures=0
contains() { case "$1" in *"$2"*) ;; *) echo "FAILED: $3: '$1' lacks '$2'" >&2; failures=$((failures + 1)) ;; esac; }
case $name in
cuda) reasons='no devices: (CUDA driver version is insufficient for CUDA runtime version|no CUDA-capable device is detected)' ;;
hip) reasons='no devices: .*(hipErrorNoDevice|hipErrorInsufficientDriver)' ;;
esac
says() { grep -Eq "$name: $reasons" <<<"$1" || { echo "FAILED: $2: '$1' has no reason" >&2; failures=$((failures + 1)); }; }

why=$("$tool" plugins --why "$name" 2>&1)
contains "$why" "loaded" "plugins --why"
contains "$why" "1 devices, 0 modes" "plugins --why" # one type of devices
says "$why" "plugins --why"

small=(train --data "$0" --steps 2 --layers 1 --heads 2 --embd 32 --context 16 --batch 2 --threads 1 --json)
got=$("$tool" "${small[@]}" --device "$name:0" 2>&1) && { echo "FAILED: --device $name:0 succeeds" >&2; failures=$((failures + 1)); }
contains "$got" "there is no device '$name:0'; there are: cpu" "--device $name:0"
says "$got" "--device $name:0"

losses() { "$tool" "${small[@]}" | sed -n 's/.*"losses":\[\([^]]*\)\].*/\1/p'; }
alone=$(losses) beside=$(REPRISE_PLUGINS=cpu,$name losses)
[ -n "$alone" ] || { echo "FAILED: training says nothing" >&2; failures=$((failures + 1)); }
[ "$alone" = "$beside" ] || { echo "FAILED: training beside it: '$beside' is not '$alone'" >&2; failures=$((failures + 1)); }
[ $failures -eq 0 ] && echo "passed"
exit $((failures > 0))
