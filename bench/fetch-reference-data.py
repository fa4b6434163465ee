#!/usr/bin/env python3
"""Makes a folder of the public reference data that tests compare with (docs/reference-data.md).

Needs git and the network; for golden-models also the packages of bench/requirements.txt.

  .venv/bin/python bench/fetch-reference-data.py ../shared

Then: mvn verify -Dtwinbit.shared=../shared
"""
import hashlib
import pathlib
import re
import subprocess
import sys

GITHUB = "https://github.com/"
TINY = ("mlcommons/tiny", "1afd2c9820f795965a6134facd0b4dfae41ef23f")
TRAINED = "benchmark/training/{}/trained_models/{}"
MODELS = {
    "ad_autoencoder_float": TRAINED.format("anomaly_detection", "ad01_fp32"),
    "ad_autoencoder_int8": TRAINED.format("anomaly_detection", "ad01_int8"),
    "kws_ds_cnn_int8": TRAINED.format("keyword_spotting", "kws_ref_model"),
    "resnet8_cifar10_float": TRAINED.format("image_classification", "pretrainedResnet"),
    "resnet8_cifar10_int8": TRAINED.format("image_classification", "pretrainedResnet_quant"),
    "vww_mobilenet_v1_025_float": TRAINED.format("visual_wake_words", "vww_96_float"),
    "vww_mobilenet_v1_025_int8": TRAINED.format("visual_wake_words", "vww_96_int8"),
}
LABELS = "benchmark/evaluation/datasets/kws01/y_labels.csv"
TINY_FILES = ["/" + LABELS] + [f"/{path}.tflite" for path in MODELS.values()]
INPUTS = ("eembc/energyrunner", "cf7c2f2634608a7c0ea7458ab7cb3379f2863424", "datasets/kws01")
# one of the logs that agree, for each file of outputs; docs/reference-data.md names all of them
LOGS = {
    "outputs-double-rounding.bin": (
        "mlcommons/tiny_results_v0.5", "d75aef63526dcbb30632f0529411f0219ed1003e",
        "closed/reference/results/Nucleo-L4R5ZI/kws/accuracy"),
    "outputs-single-rounding.bin": (
        "mlcommons/tiny_results_v1.2", "cadb362343f559d459e7cdb8748685ba76b9eb23",
        "closed/STMicroelectronics/results/NUCLEO_L4R5ZI/kws/accuracy"),
    "outputs-andes-tflm.bin": (
        "mlcommons/tiny_results_v0.7", "64623f41b6721bdff6d0133a524c63a003123b3b",
        "closed/Andes/results/AndesCore_d25_tflite_micro_framework/kws/accuracy"),
    "outputs-tvm-native.bin": (
        "mlcommons/tiny_results_v1.0", "c7761cf84076d601c4a0ed2ecc51e77d40696ed2",
        "closed/OctoML/results/microtvm_native/NUCLEO_L4R5ZI/kws/accuracy"),
    "outputs-truncating-softmax.bin": (
        "mlcommons/tiny_results_v1.2", "cadb362343f559d459e7cdb8748685ba76b9eb23",
        "closed/bosch/results/NUCLEO_L4R5ZI_int8/kws/accuracy"),
}


def checkout(clones, repository, commit, folders):
    """A shallow, sparse checkout of one commit; returns its folder."""
    folder = clones / repository.replace("/", "+")
    if not folder.exists():
        folder.mkdir(parents=True)
        for arguments in (
            ["init", "-q"],
            ["remote", "add", "origin", GITHUB + repository],
            ["sparse-checkout", "set", "--no-cone"] + folders,
            ["fetch", "-q", "--depth", "1", "--filter=blob:none", "origin", commit],
            ["checkout", "-q", "FETCH_HEAD"],
        ):
            subprocess.run(["git", "-C", str(folder)] + arguments, check=True)
    return folder


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(hashlib.sha256(content).hexdigest(), file)


def logged_outputs(log):
    """The int8 outputs of a log: it prints each as q/256 + 1/2 with three decimals, the order of the inputs is the labels'."""
    loads = re.split(r"tst_(\d{6})_", log)[1:]
    outputs = {}
    for index, text in zip(loads[::2], loads[1::2]):
        found = re.search(r"m-results-\[([\d.,]+)\]", text)
        if found:
            outputs[int(index)] = [round(float(value) * 256) - 128 for value in found[1].split(",")]
    return b"".join(bytes(value & 255 for value in outputs[i]) for i in range(1000))


def oracle(clones, target):
    folder = target / "oracle" / "mlperf-tiny-kws"
    labels = (checkout(clones, *TINY, TINY_FILES) / LABELS).read_text()
    names = [line.split(",")[0] for line in labels.splitlines() if line.strip()]
    inputs = checkout(clones, INPUTS[0], INPUTS[1], ["/" + INPUTS[2]]) / INPUTS[2]
    write(folder / "labels.csv", labels.encode())
    write(folder / "inputs.bin", b"".join((inputs / name).read_bytes() for name in names))
    for name, (repository, commit, path) in LOGS.items():
        paths = ["/" + other[2] for other in LOGS.values() if other[0] == repository]
        log = checkout(clones, repository, commit, paths) / path / "log.txt"
        write(folder / name, logged_outputs(log.read_text(errors="replace")))


def models(clones, target):
    tiny = checkout(clones, *TINY, TINY_FILES)
    for name, path in MODELS.items():
        write(target / "models" / (name + ".tflite"), (tiny / (path + ".tflite")).read_bytes())


def generated(state, count):
    """Bytes of the xorshift64 generator that GoldenModelsTest uses too; returns them and the state after."""
    values = bytearray()
    for _ in range(count):
        state ^= state << 13 & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 7
        state ^= state << 17 & 0xFFFFFFFFFFFFFFFF
        values.append(state >> 32 & 255)
    return bytes(values), state


def golden_model(model, folder):
    """Outputs of 64 invocations, and every tensor of the first."""
    import numpy
    from tflite_micro import runtime

    def interpreter(keep):
        return runtime.Interpreter.from_file(str(model), intrepreter_config=keep)

    fast = interpreter(runtime.InterpreterConfig.kAllocationRecording)
    keeping = interpreter(runtime.InterpreterConfig.kPreserveAllTensors)
    shape = tuple(fast.get_input_details(0)["shape"])
    state = 0x9E3779B97F4A7C15
    outputs = b""
    for invocation in range(64):
        values, state = generated(state, int(numpy.prod(shape)))
        tensor = numpy.frombuffer(values, dtype=numpy.int8).reshape(shape)
        if invocation == 0:
            keeping.set_input(tensor, 0)
            keeping.invoke()
            write_tensors(model, keeping, folder)
        fast.set_input(tensor, 0)
        fast.invoke()
        outputs += fast.get_output(0).tobytes()
    write(folder / "outputs.bin", outputs)


def write_tensors(model, interpreter, folder):
    from tflite_micro import runtime

    folder.mkdir(parents=True, exist_ok=True)
    subgraph = runtime.convert_bytearray_to_object(model.read_bytes()).subgraphs[0]
    listed = ["# invocation 0 only; index, name"]
    for index in list(subgraph.inputs) + [i for operator in subgraph.operators for i in operator.outputs]:
        (folder / f"tensor-{index}.bin").write_bytes(interpreter.GetTensor(index, 0)["tensor_data"].tobytes())
        listed.append(f"{index}\t{subgraph.tensors[index].name.decode()}")
    (folder / "tensors.txt").write_text("\n".join(listed) + "\n")


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    target = pathlib.Path(sys.argv[1])
    clones = target / ".clones"
    models(clones, target)
    oracle(clones, target)
    for model in sorted((target / "models").glob("*_int8.tflite")):
        golden_model(model, target / "golden-models" / model.stem)


if __name__ == "__main__":
    main()
