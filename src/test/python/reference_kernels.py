"""Runs networks through the reference kernels of TensorFlow Lite Micro (PyPI: tflite-micro).

Standard input has a job a line, fields separated by tabs: the model's path, then a raw file for each input, then "->",
then a raw file to write for each output. A raw file holds the invocations one after another, little-endian. Networks
with state keep it from one invocation to the next. Prints "ok" or "error: ..." for each job.
"""

import sys

import numpy
from tflite_micro import runtime


def run(model_path, input_paths, output_paths):
    with open(model_path, "rb") as f:
        model = f.read()
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=4 << 20)
    inputs = []
    for i, path in enumerate(input_paths):
        details = interpreter.get_input_details(i)
        inputs.append(numpy.fromfile(path, dtype=details["dtype"]).reshape([-1, *details["shape"]]))
    outputs = [open(path, "wb") for path in output_paths]
    for n in range(len(inputs[0])):
        for i, data in enumerate(inputs):
            interpreter.set_input(data[n], i)
        interpreter.invoke()
        for o, file in enumerate(outputs):
            file.write(interpreter.get_output(o).tobytes())
    for file in outputs:
        file.close()


for line in sys.stdin:
    model, *files = line.rstrip("\n").split("\t")
    arrow = files.index("->")
    try:
        run(model, files[:arrow], files[arrow + 1 :])
        print("ok", flush=True)
    except Exception as e:  # whatever the runtime raises belongs to this job alone
        print("error:", " ".join(str(e).split()), flush=True)
