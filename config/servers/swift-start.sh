#!/usr/bin/env bash
# usage: swift-start.sh FOLDER PORT
# Starts OpenStack Swift with its S3 API on loopback, everything it writes below FOLDER, and comes back when it answers on 127.0.0.1:PORT. Ports +1 to +4
# are used too. Needs no systemd; Debian: swift-proxy swift-account swift-container swift-object memcached. End it with stores-stop.sh FOLDER.
# Keys: test:tester / testing and test2:tester2 / testing2.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"
[ $# = 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"/{etc,devices/d1,log,cache}
folder=$(cd "$1" && pwd)
port=$2
: > "$folder/pids"
start() { local name=$1; shift; setsid "$@" >"$folder/log/$name.out" 2>&1 </dev/null & echo $! >> "$folder/pids"; }

# swift.conf itself is always read from /etc/swift: the package's own will do.
cd "$folder/etc"
for pair in account:$((port+1)) container:$((port+2)) object:$((port+3)); do
  name=${pair%%:*}; at=${pair##*:}
  swift-ring-builder "$name.builder" create 2 1 0 >/dev/null
  swift-ring-builder "$name.builder" add "r1z1-127.0.0.1:$at/d1" 1 >/dev/null
  swift-ring-builder "$name.builder" rebalance >/dev/null || [ $? = 1 ] # 1: a warning
  cat > "$name.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $at
workers = 0
user = $(id -un)
swift_dir = $folder/etc
devices = $folder/devices
mount_check = false
fallocate_reserve = 0
disable_fallocate = true
log_level = WARNING
log_address = /dev/null
recon_cache_path = $folder/cache
[pipeline:main]
pipeline = $name-server
[app:$name-server]
use = egg:swift#$name
recon_cache_path = $folder/cache
END
done
cat > proxy.conf <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
workers = 0
user = $(id -un)
swift_dir = $folder/etc
log_level = WARNING
log_address = /dev/null
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk tempurl s3api tempauth copy dlo slo versioned_writes symlink proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
conn_timeout = 5
node_timeout = 30
error_suppression_interval = 0
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:proxy-logging]
use = egg:swift#proxy_logging
access_log_level = ERROR
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$((port+4))
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:tempurl]
use = egg:swift#tempurl
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = true
storage_domain = s3.localhost
max_upload_part_num = 10000
min_segment_size = 5242880
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
user_test2_tester2 = testing2 .admin
[filter:copy]
use = egg:swift#copy
[filter:dlo]
use = egg:swift#dlo
[filter:slo]
use = egg:swift#slo
max_manifest_segments = 10000
max_manifest_size = 8388608
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
END
# tempauth needs memcached for requests of S3.
start memcached memcached -u "$(id -un)" -l 127.0.0.1 -p $((port+4)) -U 0 -m 32
for name in account container object proxy; do start "$name" "swift-$name-server" "$folder/etc/$name.conf" -v; done
# The proxy passes over a server that was not there when first asked, for a minute: it is asked only when all are.
answers() { for _ in $(seq 300); do curl -sf -o /dev/null "$@" && return; sleep 0.1; done; echo "swift-start.sh: no answer: ${*: -1}; see $folder/log" >&2; exit 1; }
for at in $((port+1)) $((port+2)) $((port+3)); do answers -X OPTIONS "http://127.0.0.1:$at/"; done
answers "http://127.0.0.1:$port/healthcheck"
