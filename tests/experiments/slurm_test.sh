#!/usr/bin/env bash
# Runs the job-array script on a real Slurm of one node, which it starts and ends: munged, slurmctld and slurmd with a
# configuration, keys and ports of their own. Status 77: it cannot be started here, with the reason (CTest: skipped).
#
#   slurm_test.sh GESTALT
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
gestalt=$1
suite=tasks/examples/list
daemons=()

skip() {
  echo "skipped: $1"
  exit 77
}

fail() {
  echo "FAILED: $1"
  tail -n 20 "$scratch"/*.log "$scratch"/out/* 2>/dev/null
  exit 1
}

for program in munged slurmctld slurmd sbatch sinfo; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || skip "there is no $program (packages slurm-wlm, munge)"
done
((EUID == 0)) || skip "slurmd needs root"
PATH=$PATH:/usr/sbin

scratch=$(mktemp -d)
end() {
  local pid
  for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${daemons[@]}"; do wait "$pid" 2>/dev/null; done
  rm -rf "$scratch"
}
trap end EXIT

wait_for() {  # wait_for SECONDS COMMAND...: until it succeeds
  local turns=$((10 * $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((turns-- > 0)) || return 1
    sleep 0.1
  done
}

port=$((20000 + RANDOM % 20000))
node=$(hostname -s)
mkdir "$scratch"/{state,spool,out}
chmod 755 "$scratch"
head -c 1024 /dev/urandom >"$scratch/munge.key"
chmod 400 "$scratch/munge.key"
cat >"$scratch/slurm.conf" <<END
ClusterName=gestalt-test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket
CredType=cred/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=test Nodes=$node Default=YES MaxTime=10 State=UP
END
export SLURM_CONF=$scratch/slurm.conf

munged --foreground --force --key-file="$scratch/munge.key" --socket="$scratch/munge.socket" \
  --pid-file="$scratch/munged.pid" --log-file="$scratch/munged.log" --seed-file="$scratch/munge.seed" \
  --num-threads=2 >"$scratch/munged-out.log" 2>&1 &
daemons+=($!)
wait_for 10 test -S "$scratch/munge.socket" || skip "munged does not start: $(tail -n 1 "$scratch"/munged*.log)"
slurmctld -D -i >"$scratch/slurmctld-out.log" 2>&1 &
daemons+=($!)
slurmd -D -N "$node" >"$scratch/slurmd-out.log" 2>&1 &
daemons+=($!)
idle() { [[ $(sinfo --noheader --format=%T) == idle ]]; }
wait_for 60 idle || skip "the node does not become idle: $(tail -n 1 "$scratch/slurmd.log" "$scratch/slurmctld.log")"

cd "$root" || exit 1
submit() {
  GESTALT=$gestalt sbatch --quiet --wait --array=1-3 --cpus-per-task=1 --output="$scratch/out/%A-%a" \
    experiments/slurm/bench_array.sh "$scratch/run" "$suite" --steps 5000
}
submit || fail "the array's status is $?"
[[ $(ls "$scratch"/run/part-?.db | wc -l) == 3 ]] || fail "there are not three stores"
submit || fail "submitted again, the array's status is $?"  # it goes on: there is nothing left to do
"$gestalt" merge "$scratch/all.db" "$scratch"/run/part-?.db >/dev/null || fail "the stores do not merge"
"$gestalt" bench "$suite" --steps 5000 --threads 1 --store "$scratch/whole.db" >/dev/null || fail "bench"
results() { "$gestalt" export "$1" --format jsonl | sed -E 's/"seconds":[0-9.e+-]+/"seconds":0/g'; }
diff <(results "$scratch/whole.db") <(results "$scratch/all.db") >&2 || fail "the array's results differ"
[[ $("$gestalt" runs --json "$scratch/all.db" | grep -c '"started"') == 6 ]] || fail "there are not six sessions"
echo "a job array of three on one node gives the results of one process"
