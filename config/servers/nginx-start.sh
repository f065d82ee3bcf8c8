#!/usr/bin/env bash
# usage: nginx-start.sh FOLDER PORT [LOCATIONS]
# Starts nginx on 127.0.0.1:PORT with everything it writes below FOLDER, which is new or empty but for root/ (what is served).
# LOCATIONS is a file with location blocks. Needs no privileges. End it with nginx-stop.sh FOLDER.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export PATH="$PATH:/usr/sbin:/sbin"
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1/root"
folder=$(cd "$1" && pwd)
port=$2
locations=${3:-/dev/null}

[ ! -e "$folder/nginx.pid" ] || { echo "nginx-start.sh: $folder is in use already (it holds nginx.pid)" >&2; exit 1; }
# Only root has to say as whom the worker runs: as nobody it could not read FOLDER.
user=
[ "$(id -u)" != 0 ] || user='user root;'
sed -e "s|@USER@|$user|" -e "s|@FOLDER@|$folder|g" -e "s|@PORT@|$port|g" -e "s|@LOCATIONS@|$locations|g" "$here/nginx.conf" > "$folder/nginx.conf"
# It returns when the port is bound; the daemon holds none of our streams.
nginx -e "$folder/error.log" -c "$folder/nginx.conf" </dev/null
