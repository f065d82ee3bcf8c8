#!/usr/bin/env bash
# usage: nginx-stop.sh FOLDER   ends the nginx that nginx-start.sh started there, by its pid, and waits until its log is complete
set -euo pipefail
[ -s "$1/nginx.pid" ] || exit 0
pid=$(cat "$1/nginx.pid")
kill -QUIT "$pid" 2>/dev/null || exit 0
for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || exit 0; sleep 0.05; done
kill -TERM "$pid" 2>/dev/null || true
for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || exit 0; sleep 0.05; done
echo "nginx-stop.sh: nginx $pid does not end" >&2
exit 1
