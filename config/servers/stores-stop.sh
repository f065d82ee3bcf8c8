#!/usr/bin/env bash
# usage: stores-stop.sh FOLDER   ends what ceph-start.sh or swift-start.sh started there, by pid, the last first, and waits until it is gone
set -uo pipefail
[ -s "$1/pids" ] || exit 0
mapfile -t pids < <(tac "$1/pids")
kill "${pids[@]}" 2>/dev/null
for _ in $(seq 50); do kill -0 "${pids[@]}" 2>/dev/null || break; sleep 0.1; done
kill -KILL "${pids[@]}" 2>/dev/null
rm -f "$1/pids"
exit 0
