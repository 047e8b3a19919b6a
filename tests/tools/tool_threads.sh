#!/usr/bin/env bash
# How long threads wait for each other before they give up their cores: briefly, unless the environment says otherwise.
. "$3/common.sh"
text 2000 >text
unset OMP_WAIT_POLICY GOMP_SPINCOUNT
spins() { env "$@" OMP_DISPLAY_ENV=verbose "$tool" train --data text "${small[@]}" --threads 2 --steps 1 2>&1 | sed -n "s/.*GOMP_SPINCOUNT = '\([^']*\)'.*/\1/p"; }
if [ -z "$(spins)" ]; then
    echo "SKIP: the plugin's threads are not libgomp's"
    exit 0
fi
same "$(spins)" 4000 "spins when nothing is set"
same "$(spins GOMP_SPINCOUNT=77)" 77 "GOMP_SPINCOUNT of the user's"
same "$(spins OMP_WAIT_POLICY=passive)" 0 "OMP_WAIT_POLICY=passive"
finish
