#!/usr/bin/env bash
# Tests what ./dev says and with which status, without building anything.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

expect() {  # expect STATUS TEXT COMMAND...: the command ends with the status and its output holds the text
  local status=$1 text=$2 output actual
  shift 2
  output=$("$@" 2>&1 </dev/null)
  actual=$?
  if [[ $actual != "$status" || $output != *"$text"* ]]; then
    echo "FAILED: $*: status $actual (expected $status), output (expected '$text'):"
    echo "$output"
    failures=$((failures + 1))
  fi
}

for verb in setup build test demo bench evidence format lint asan tsan fuzz clean; do
  expect 0 "  $verb " "$root/dev"
done
expect 2 "no verb 'nonsense'" "$root/dev" nonsense
expect 2 "is no number of seconds" "$root/dev" fuzz soon
expect 2 "no experiment 'nonsense'" "$root/dev" evidence nonsense

# A machine without libtbb-dev, root and sudo.
mkdir "$scratch/bin"
cat >"$scratch/bin/dpkg-query" <<'END'
#!/bin/sh
for last; do :; done
if [ "$last" = libtbb-dev ]; then exit 1; fi
printf installed
END
cp "$root/dev" "$scratch"
chmod -R a+rx "$scratch"
for program in bash env cat awk dirname nproc; do ln -s "$(command -v "$program")" "$scratch/bin/$program"; done
as_nobody=()
if ((EUID == 0)); then as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
expect 2 "neither root nor sudo to install them: libtbb-dev" "${as_nobody[@]}" env PATH="$scratch/bin" bash "$scratch/dev" setup

((failures == 0)) && echo "all as expected"
exit $((failures > 0))
