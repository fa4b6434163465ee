#!/usr/bin/env python3
"""Time of one inference: twinbit's engine against the reference kernels in C of the PyPI package tflite-micro.

Both sides run in turn, several rounds, so that a busy machine troubles both. The table shows the median over the rounds of
each side's median and its smallest time, and the ratio of each. Only the inference is timed, not filling inputs or reading
outputs.

  python3 -m venv .venv && .venv/bin/pip install -r bench/requirements.txt
  .venv/bin/python bench/compare-tflite-micro.py ../shared/models/*_int8.tflite
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
REFERENCE_S = 2.0
HOME = pathlib.Path(__file__).resolve().parent.parent


def reference_us(model):
    """Median and smallest time of one inference of tflite-micro, in microseconds."""
    interpreter = runtime.Interpreter.from_file(str(model))
    details = interpreter.get_input_details(0)
    numbers = numpy.random.default_rng(1)
    values = numbers.integers(-128, 128, size=tuple(details["shape"]), dtype=numpy.int64).astype(details["dtype"])
    samples = []
    end = time.perf_counter() + REFERENCE_S
    while time.perf_counter() < end or len(samples) <= WARM_UPS:
        interpreter.set_input(values, 0)
        start = time.perf_counter_ns()
        interpreter.invoke()
        samples.append((time.perf_counter_ns() - start) / 1000)
    return statistics.median(samples[WARM_UPS:]), min(samples[WARM_UPS:])


def twinbit_us(model, kernels):
    """Median and smallest time of one inference of twinbit, in microseconds."""
    command = [str(HOME / "twinbit"), "bench", str(model), "--kernels", kernels, "--json"]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer["time_us_median"], answer["time_us_min"]


def over_rounds(readings):
    """Median of the medians, smallest of the smallest."""
    return statistics.median(reading[0] for reading in readings), min(reading[1] for reading in readings)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kernels", default="scalar")
    options = parser.parse_args()
    print(f"| network | tflite-micro, us median (min) | twinbit {options.kernels}, us median (min) | ratio of medians (minima) |")
    print("| --- | --- | --- | --- |")
    for model in options.models:
        rounds = [(reference_us(model), twinbit_us(model, options.kernels)) for _ in range(options.rounds)]
        reference = over_rounds([pair[0] for pair in rounds])
        twinbit = over_rounds([pair[1] for pair in rounds])
        print(
            f"| {model.stem} | {reference[0]:.1f} ({reference[1]:.1f}) | {twinbit[0]:.1f} ({twinbit[1]:.1f}) "
            f"| {twinbit[0] / reference[0]:.2f} ({twinbit[1] / reference[1]:.2f}) |",
            flush=True,
        )


if __name__ == "__main__":
    main()
