"""Medians of the rounds that tools/bench left as SIDE.N in a folder, and their ratios: ours to the peer, beside the bounds."""
import glob
import json
import statistics
import sys

ADD = "at::add, no grad"
OF_PEER = {ADD: 0.15, "at::add that records for autograd": 0.15, "step_ms_median": 1.0}  # figure: most of the peer's own
OF_ADD = {"1 pass-through mode": 0.04, "caching mode alone": 0.15}  # what a layer adds: most of the peer's add


def medians(folder, side):
    runs = [json.load(open(path)) for path in sorted(glob.glob(f"{folder}/{side}.*"))]
    numbers = [k for k, v in (runs[0] if runs else {}).items() if isinstance(v, (int, float))]
    return {k: statistics.median(run[k] for run in runs) for k in numbers}


def ratios(what, ours, full, peer):
    found = {k: (ours[k] / peer[k], OF_PEER.get(k)) for k in ours if peer.get(k)}
    for key, bound in OF_ADD.items():
        if key in ours and peer.get(ADD):
            added = ours[key] - (ours[ADD] if "mode" in key and "alone" not in key else 0)
            found[key + ", added, of the peer's add"] = (added / peer[ADD], bound)
    if what == "gpt":
        found = {"step, off": (ours["step_ms_median"] / peer["step_ms_median"], 1.0)} if peer else {}
        found["step, full of off"] = (full["step_ms_median"] / ours["step_ms_median"], 1.4)
    return found


def main():
    what, folder = sys.argv[1:3]
    ours, full, peer = (medians(folder, side) for side in ("ours", "full", "peer"))
    found = ratios(what, ours, full, peer)
    if "--json" in sys.argv:
        print(json.dumps(ours | ({"ratios": {k: round(r, 4) for k, (r, _) in found.items()}} if found else {})))
        return
    for key, value in ours.items():
        print(f"{key:44} {value:14.1f}" + (f"   peer {peer[key]:14.1f}" if key in peer else ""))
    for key, (ratio, bound) in found.items():
        verdict = "" if bound is None else f"   bound {bound}: {'holds' if ratio <= bound else 'BROKEN'}"
        print(f"{key:60} ratio {ratio:6.3f}{verdict}")


main()
