#!/usr/bin/env bash
# A benchmark as a Slurm job array: each job does its part of the tasks into a store of its own.
#
#   sbatch --array=1-16 experiments/slurm/bench_array.sh FOLDER SUITE [BENCH-OPTION...]
#   build/bin/gestalt merge FOLDER/all.db FOLDER/part-*.db          once all jobs have ended
#
# A job that was ended (time limit, lost node) is submitted again with the same line: it goes on. The array must be 1-N.
#SBATCH --job-name=gestalt-bench
#SBATCH --requeue
set -euo pipefail

if (($# < 2)); then
  echo "usage: sbatch --array=1-N $0 FOLDER SUITE [BENCH-OPTION...]" >&2
  exit 2
fi
: "${SLURM_ARRAY_TASK_ID:?run this as a job array: sbatch --array=1-N}"
parts=${SLURM_ARRAY_TASK_MAX:?}
if ((${SLURM_ARRAY_TASK_MIN:-1} != 1 || ${SLURM_ARRAY_TASK_STEP:-1} != 1)); then
  echo "the array must be 1-N" >&2
  exit 2
fi
folder=$1
suite=$2
shift 2
mkdir -p "$folder"
exec "${GESTALT:-build/bin/gestalt}" bench "$suite" "$@" --threads "${SLURM_CPUS_PER_TASK:-1}" \
  --shard "$SLURM_ARRAY_TASK_ID/$parts" --store "$folder/part-$SLURM_ARRAY_TASK_ID.db" --resume
