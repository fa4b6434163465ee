#!/usr/bin/env python3
"""Time of one inference: twinbit's engine against the reference kernels in C of the PyPI package tflite-micro.

Both sides run in turn, several rounds, so that a busy machine troubles both. The table shows the median over the rounds of
each side's median and its smallest time, and the ratio of each. Only the inference is timed, not filling inputs or reading
outputs.

  python3 -m venv .venv && .venv/bin/pip install -r bench/requirements.txt
  .venv/bin/python bench/compare-tflite-micro.py ../shared/models/*_int8.tflite
  .venv/bin/python bench/compare-tflite-micro.py --cases src/test/resources/golden --rounds 1 --seconds 0.5 --above 2

--cases takes every golden case of a folder whose network is a single operator, with the inputs of the case; --above shows
only those whose ratio of medians is more, and how many there were.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import time

import numpy
from tflite_micro import runtime

WARM_UPS = 5
ARENA_BYTES = 16 << 20  # of the reference kernels, whose own guess is too small for large tensors
HOME = pathlib.Path(__file__).resolve().parent.parent


def input_files(model):
    """Of the golden case that the model belongs to, in the order of its inputs; none if it belongs to none."""
    count = len(list(model.parent.glob("input-*.bin")))
    return [model.parent / f"input-{i}.bin" for i in range(count)]


def input_values(interpreter, model):
    """What each input gets: the first invocation of the golden case that the model belongs to, or random numbers."""
    files = input_files(model)
    if not files:
        details = interpreter.get_input_details(0)
        numbers = numpy.random.default_rng(1)
        yield numbers.integers(-128, 128, size=tuple(details["shape"]), dtype=numpy.int64).astype(details["dtype"])
    for i, file in enumerate(files):
        details = interpreter.get_input_details(i)
        content = numpy.fromfile(file, dtype=details["dtype"])
        yield content[: int(numpy.prod(details["shape"], dtype=int))].reshape(details["shape"])


def reference_us(model, seconds):
    """Median and smallest time of one inference of tflite-micro, in microseconds."""
    interpreter = runtime.Interpreter.from_file(str(model), arena_size=ARENA_BYTES)
    values = list(input_values(interpreter, model))
    samples = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(samples) <= WARM_UPS:
        for i, value in enumerate(values):
            interpreter.set_input(value, i)
        start = time.perf_counter_ns()
        interpreter.invoke()
        samples.append((time.perf_counter_ns() - start) / 1000)
    return statistics.median(samples[WARM_UPS:]), min(samples[WARM_UPS:])


def twinbit_us(model, kernels, seconds):
    """Median and smallest time of one inference of twinbit, in microseconds; None if it does not run the network."""
    command = [str(HOME / "twinbit"), "bench", str(model), "--kernels", kernels, "--seconds", str(seconds), "--json"]
    if input_files(model):
        command += ["--input"] + [str(file) for file in input_files(model)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        return None
    answer = json.loads(done.stdout)
    return answer["time_us_median"], answer["time_us_min"]


def single_operators(folder):
    """Models of the golden cases with one operator, as their ORIGIN.txt says."""
    for origin in sorted(folder.glob("*/ORIGIN.txt")):
        lines = [line.split(": ", 1) for line in origin.read_text().splitlines() if ": " in line]
        if "," not in dict(lines).get("operators", ","):
            yield origin.parent / "model.tflite"


def over_rounds(readings):
    """Median of the medians, smallest of the smallest."""
    return statistics.median(reading[0] for reading in readings), min(reading[1] for reading in readings)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", type=pathlib.Path)
    parser.add_argument("--cases", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="each side's time of measurement in a round")
    parser.add_argument("--above", type=float, default=0.0)
    parser.add_argument("--kernels", default="scalar")
    options = parser.parse_args()
    print(f"| network | tflite-micro, us median (min) | twinbit {options.kernels}, us median (min) | ratio of medians (minima) |")
    print("| --- | --- | --- | --- |")
    models = options.models + (list(single_operators(options.cases)) if options.cases else [])
    measured = [row for row in (compare(model, options) for model in models) if row]
    above = sum(ratio > options.above for ratio in measured)
    print(f"{len(measured)} of {len(models)} networks measured, {above} with a ratio above {options.above}")


def compare(model, options):
    """Prints a row if the ratio is above the bound; returns the ratio of medians, None if twinbit does not run it."""
    rounds = []
    for _ in range(options.rounds):
        ours = twinbit_us(model, options.kernels, options.seconds)
        if ours is None:
            return None
        rounds.append((reference_us(model, options.seconds), ours))
    reference = over_rounds([pair[0] for pair in rounds])
    twinbit = over_rounds([pair[1] for pair in rounds])
    name = model.parent.name if model.stem == "model" else model.stem
    if twinbit[0] / reference[0] > options.above:
        print(
            f"| {name} | {reference[0]:.1f} ({reference[1]:.1f}) | {twinbit[0]:.1f} ({twinbit[1]:.1f}) "
            f"| {twinbit[0] / reference[0]:.2f} ({twinbit[1] / reference[1]:.2f}) |",
            flush=True,
        )
    return twinbit[0] / reference[0]


if __name__ == "__main__":
    main()
