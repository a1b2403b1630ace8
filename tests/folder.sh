#!/bin/sh
# Where tests put their stores: into memory, where it has room for those of a whole run and may hold programs; else where
# every program puts such files. A publish waits for the disk some hundred times, and that is not what the tests are about.
ROOM_KB=6000000
memory=/dev/shm

has_room() {
  [ -w $memory ] || return 1
  [ "$(df -k --output=avail $memory | tail -n 1)" -gt $ROOM_KB ] || return 1
  [ "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -gt $ROOM_KB ]
}

may_hold_programs() {
  trial=$(mktemp $memory/trial.XXXXXX) && cp /bin/true "$trial" && chmod 700 "$trial" && "$trial" 2>/dev/null
  outcome=$?
  rm -f "$trial"
  return $outcome
}

if has_room && may_hold_programs; then echo $memory; else echo "${TMPDIR:-/tmp}"; fi
