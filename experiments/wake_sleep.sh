#!/usr/bin/env bash
# Wake and sleep in turn (DreamCoder, Ellis et al. 2021): tasks are solved with the network of the round before, what was solved
# goes into a corpus, and a network is trained on that corpus and on changes of its programs.
#
#   experiments/wake_sleep.sh FOLDER CONFIG ROUNDS [BENCH-OPTION...]
#
# CONFIG is a training file (neural/checkpoints/folds/folds.toml is one) whose `inputs` are the tasks and whose `corpus` is what
# the first round starts from. FOLDER gets round-N.jsonl, corpus.txt and round-N/guide.net. Killed, it goes on with the same line.
set -euo pipefail

if (($# < 3)) || ! [[ $3 =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: $0 FOLDER CONFIG ROUNDS [BENCH-OPTION...]" >&2
  exit 2
fi
folder=$1
config=$2
rounds=$3
shift 3
gestalt=${GESTALT:-build/bin/gestalt}

value_of() {  # value_of KEY: the text that the configuration gives a key
  local line
  line=$(grep -E "^$1 *= *\"" "$config") || { echo "$0: $config has no line '$1 = \"...\"'" >&2; exit 2; }
  line=${line#*\"}
  echo "${line%%\"*}"
}
suite=$(value_of inputs)
first_corpus=$(value_of corpus)

mkdir -p "$folder"
corpus=$folder/corpus.txt
[[ -e $corpus ]] || cp "$first_corpus" "$corpus"
guide=none
for ((round = 1; round <= rounds; ++round)); do
  run=$folder/round-$round
  if [[ ! -e $run/done ]]; then
    "$gestalt" bench "$suite" --guide "$guide" --out "$run.jsonl" --resume "$@"
    "$gestalt" corpus update "$corpus" "$run.jsonl" --suite "$suite"
    # A round that goes on keeps the corpus that it began with.
    mkdir -p "$run"
    [[ -e $run/corpus.txt ]] || cp "$corpus" "$run/corpus.txt"
    sed -E "s|^corpus *=.*|corpus = \"$run/corpus.txt\"|" "$config" >"$run.toml"
    "$gestalt" train --config "$run.toml" --out "$run" --resume
    touch "$run/done"
  fi
  guide=$run/guide.net
done
echo "$guide"
