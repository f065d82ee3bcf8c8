#!/usr/bin/env bash
# usage: ceph-start.sh FOLDER PORT
# Starts a Ceph of one node (monitor, OSD in memory, radosgw) on loopback with everything it writes below FOLDER, and comes back when S3 answers on
# 127.0.0.1:PORT. Ports +1, +2 and +10 to +40 are used too. Needs no systemd; Debian: radosgw ceph-mon ceph-osd ceph-common. End it with stores-stop.sh FOLDER.
# Key: AKIAIOSFODNN7EXAMPLE / wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY. Virtual hosts are below s3.localhost; "localhost" itself would be read as a bucket.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"
[ $# = 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
port=$2
cluster=11111111-2222-3333-4444-555555555555
disk=aaaaaaaa-2222-3333-4444-555555555555

# Always a new store: an old one in memory hangs at its start.
rm -rf "$folder"/{mon,osd,run,log,rgw,monmap,keyring}
mkdir -p "$folder"/{mon,osd,run,log,rgw}
: > "$folder/pids"
cat > "$folder/ceph.conf" <<END
[global]
fsid = $cluster
mon host = [v2:127.0.0.1:$((port+1)),v1:127.0.0.1:$((port+2))]
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $folder/keyring
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
ms bind port min = $((port+10))
ms bind port max = $((port+40))
run dir = $folder/run
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
log file = $folder/log/\$name.log
log to stderr = false
debug ms = 0
crash dir = $folder/run
osd pool default size = 1
osd pool default min size = 1
osd crush chooseleaf type = 0
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 2000
# A machine that is suspended for a while must not make the OSD doubt that it is still alone: its leases last for an hour.
osd heartbeat grace = 4500
mon osd report timeout = 36000
[mon]
mon data = $folder/mon
mon data avail crit = 1
mon data avail warn = 1
[osd]
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = ${CEPH_MEMORY:-4294967296}
osd op num shards = 2
[client]
rgw data = $folder/rgw
rgw frontends = beast endpoint=127.0.0.1:$port
rgw dns name = s3.localhost
rgw enable usage log = false
rgw thread pool size = 64
rgw num rados handles = 1
rgw s3 auth use sts = true
rgw sts key = abcdefghijklmnop
END

# Waits up to SECONDS for a command to succeed.
until_ok() {
  local tries=$(($1 * 10)); shift
  for _ in $(seq "$tries"); do if "$@" >/dev/null 2>&1; then return 0; fi; sleep 0.1; done
  echo "ceph-start.sh: gave up waiting for: $*; see $folder/log" >&2; return 1
}
start() { local name=$1; shift; setsid "$@" >"$folder/log/$name.out" 2>&1 </dev/null & echo $! >> "$folder/pids"; }
ceph_() { timeout 20 ceph -c "$folder/ceph.conf" --connect-timeout 1 "$@"; }
osd_is_up() { ceph_ osd stat 2>/dev/null | grep -q '1 up'; }
conf="$folder/ceph.conf"

ceph-authtool -C "$folder/keyring" -g -n mon. --cap mon 'allow *' >/dev/null
ceph-authtool "$folder/keyring" -g -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
ceph-authtool "$folder/keyring" -g -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' >/dev/null
ceph-authtool "$folder/keyring" -g -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx' >/dev/null
monmaptool --create --clobber --fsid "$cluster" --addv a "[v2:127.0.0.1:$((port+1)),v1:127.0.0.1:$((port+2))]" "$folder/monmap" >/dev/null
ceph-mon -c "$conf" -i a --mkfs --monmap "$folder/monmap" --keyring "$folder/keyring"
start mon ceph-mon -c "$conf" -i a -f
until_ok 30 ceph_ osd stat
ceph_ osd new "$disk" 0 >/dev/null 2>&1 || true
ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$disk" >"$folder/log/osd-mkfs.out" 2>&1
start osd ceph-osd -c "$conf" -i 0 -f
until_ok 40 osd_is_up
start rgw radosgw -c "$conf" -n client.rgw -f
until_ok 60 curl -s -m 1 -o /dev/null "http://127.0.0.1:$port/"
timeout 60 radosgw-admin -c "$conf" user create --uid=tests --display-name=tests \
  --access-key=AKIAIOSFODNN7EXAMPLE --secret-key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY >"$folder/log/user.json" 2>"$folder/log/user.err"
