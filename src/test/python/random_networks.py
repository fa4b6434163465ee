"""Writes random int8 networks: random_networks.py FOLDER SEED COUNT.

One file a network, named by its number and kind. Two in three are a single operator, each operator in turn; the
others are small graphs. Scales, zero points, shapes and options are those that a converter may write, and beyond: scales
from 1e-9 to 1e6, biases at the ends of int32. Some networks are refused by the reference kernels. Network i depends on
SEED and i only.
"""

import pathlib
import random
import sys

import numpy

from tflite_builder import FLOAT32, INT32, INT8, Network

SAME, VALID = 0, 1
NONE, RELU, RELU_N1_TO_1, RELU6 = 0, 1, 2, 3


def float32(value):
    return float(numpy.float32(max(value, 1e-30)))


class RandomNetwork(Network):
    def __init__(self, rng, graph, wild):
        """``graph``: operators read what others wrote; ``wild``: share of scales and biases at their extremes."""
        super().__init__()
        self.rng, self.graph, self.wild, self.known, self.read = rng, graph, wild, [], set()

    def maybe(self, share):
        return self.rng.random() < share

    def scale(self):
        if self.maybe(self.wild):
            return float32(10 ** self.rng.uniform(-9, 6))
        return 2.0 ** -self.rng.randint(0, 10) if self.maybe(0.15) else float32(10 ** self.rng.uniform(-3, 0))

    def zero_point(self):
        return self.rng.choice([-128, -1, 0, 1, 127] + [self.rng.randint(-128, 127)] * 5)

    def shape(self, rank):
        return [self.rng.choice([1, 2, self.rng.randint(1, 5), self.rng.randint(1, 5)]) for _ in range(rank)]

    def quantized(self, shape, scale=None, zero_point=None):
        scale = self.scale() if scale is None else scale
        return self.tensor(shape, INT8, [scale], [self.zero_point() if zero_point is None else zero_point])

    def values(self, shape):
        count = int(numpy.prod(shape, dtype=int))
        return numpy.array([self.rng.randint(-128, 127) for _ in range(count)], numpy.int8).reshape(shape)

    def constant(self, shape, scale=None, zero_point=None):
        tensor = self.quantized(shape, scale, zero_point)
        tensor.content = self.values(shape)
        return tensor

    def data(self, shape=None, rank=None, like=None):
        """An operand of that shape or rank, quantized as ``like``: one that is there, a constant or a new input."""
        fits = [
            t for t in self.known[-6:]
            if t.kind == INT8
            and (shape is None or t.shape == tuple(shape))
            and (rank is None or len(t.shape) == rank)
            and (like is None or (t.scales, t.zero_points) == (like.scales, like.zero_points))
        ]
        if self.graph and fits and self.maybe(0.85):
            tensor = self.rng.choice(fits)
            self.read.add(tensor)
            return tensor
        shape = self.shape(self.rng.randint(1, 4) if rank is None else rank) if shape is None else shape
        quantization = (like.scale, like.zero_point) if like else ()
        if self.inputs and self.maybe(0.1):
            return self.constant(shape, *quantization)
        tensor = self.quantized(shape, *quantization)
        self.inputs.append(tensor)
        self.known.append(tensor)
        return tensor

    def image(self, channels=1):
        if self.graph:
            return self.data(rank=4)
        r = self.rng
        return self.data([r.choice([1, 1, 2, 3]), r.randint(1, 9), r.randint(1, 9), channels * r.randint(1, 5)])

    def apply(self, operator, inputs, output, *options):
        self.known.append(output)
        return super().apply(operator, inputs, output, *options)

    def activation(self):
        return self.rng.choice([NONE, NONE, NONE, RELU, RELU_N1_TO_1, RELU6])

    def window(self, image, dilates):
        """Padding, then for rows and columns: window, stride, dilation, outputs."""
        padding = self.rng.choice([SAME, VALID])
        rows, columns = (self._window(padding, size, dilates) for size in image.shape[1:3])
        return padding, *rows, *columns

    def _window(self, padding, size, dilates):
        while True:
            window = self.rng.choice([1, 2, 3, self.rng.randint(1, 7)])
            stride = self.rng.choice([1, 1, 2, self.rng.randint(1, 5)])
            dilation = self.rng.choice([1, 1, 1, 2, 3]) if dilates else 1
            cells = size if padding == SAME else size - (window - 1) * dilation
            if cells > 0:
                return window, stride, dilation, -(-cells // stride)

    def weights(self, shape, axis, per_channel, zero_point=0):
        count = shape[axis] if per_channel else 1
        scales = [self.scale() for _ in range(count)]
        content = numpy.full(shape, -128, numpy.int8) if self.maybe(0.05) else self.values(shape)
        return self.tensor(shape, INT8, scales, [zero_point] * count, axis, content)

    def bias(self, units, x, weights):
        """A list of the bias, or of none."""
        if self.maybe(0.25):
            return []
        most = self.rng.choice([0, 100, 10_000, 1 << 16, 1 << 20])
        content = numpy.array([self.rng.randint(-most, most) for _ in range(units)], numpy.int32)
        if self.maybe(self.wild):
            content[self.rng.randrange(units)] = self.rng.choice([2**31 - 1, -(2**31)])
        scales = [float32(x.scale * s) for s in weights.scales]
        return [self.tensor([units], INT32, scales, [0] * len(scales), 0, content)]

    def product_scale(self, x, weights, depth):
        """An output scale that uses the range; sometimes any."""
        if self.maybe(max(self.wild, 0.1)):
            return self.scale()
        return float32(x.scale * weights.scale * 70 * depth**0.5 * self.rng.uniform(0.3, 2))


def conv_2d(net):
    groups = net.rng.choice([1, 1, 1, 2, 3])
    x = net.image(groups)
    groups = groups if x.shape[3] % groups == 0 else 1
    units, depth = groups * net.rng.randint(1, 4), x.shape[3] // groups
    padding, rows, stride_h, dilation_h, height, columns, stride_w, dilation_w, width = net.window(x, dilates=True)
    weights = net.weights([units, rows, columns, depth], 0, net.maybe(0.7))
    out = net.quantized([x.shape[0], height, width, units], net.product_scale(x, weights, rows * columns * depth))
    return net.apply(
        "CONV_2D", [x, weights, *net.bias(units, x, weights)], out, (0, "int8", padding), (1, "int32", stride_w),
        (2, "int32", stride_h), (3, "int8", net.activation()), (4, "int32", dilation_w), (5, "int32", dilation_h))


def depthwise_conv_2d(net):
    x = net.image()
    multiplier = net.rng.choice([1, 1, 2, 3])
    channels = x.shape[3] * multiplier
    padding, rows, stride_h, dilation_h, height, columns, stride_w, dilation_w, width = net.window(x, dilates=True)
    weights = net.weights([1, rows, columns, channels], 3, net.maybe(0.7))
    out = net.quantized([x.shape[0], height, width, channels], net.product_scale(x, weights, rows * columns))
    return net.apply(
        "DEPTHWISE_CONV_2D", [x, weights, *net.bias(channels, x, weights)], out, (0, "int8", padding),
        (1, "int32", stride_w), (2, "int32", stride_h), (3, "int32", multiplier), (4, "int8", net.activation()),
        (5, "int32", dilation_w), (6, "int32", dilation_h))


def fully_connected(net):
    x = net.data(rank=net.rng.choice([1, 2, 2, 3, 4]))
    keeps_dims = net.maybe(0.5)
    flattens = len(x.shape) > 1 and not keeps_dims and net.maybe(0.3)
    depth = int(numpy.prod(x.shape[1:])) if flattens else x.shape[-1]
    rows, units = int(numpy.prod(x.shape)) // depth, net.rng.randint(1, 6)
    per_channel = units > 1 and net.maybe(0.5)
    weights = net.weights([units, depth], 0, per_channel, 0 if per_channel or net.maybe(0.6) else net.zero_point())
    out = net.quantized([*x.shape[:-1], units] if keeps_dims else [rows, units], net.product_scale(x, weights, depth))
    return net.apply(
        "FULLY_CONNECTED", [x, weights, *net.bias(units, x, weights)], out, (0, "int8", net.activation()),
        (2, "int8", int(keeps_dims)))


def pool_2d(net, operator):
    x = net.image()
    padding, rows, stride_h, _, height, columns, stride_w, _, width = net.window(x, dilates=False)
    scale = float32(x.scale + net.rng.choice([-9e-7, 9e-7, 2e-6])) if net.maybe(0.05) else x.scale
    zero_point = net.zero_point() if net.maybe(0.03) else x.zero_point
    out = net.quantized([x.shape[0], height, width, x.shape[3]], scale, zero_point)
    return net.apply(
        operator, [x], out, (0, "int8", padding), (1, "int32", stride_w), (2, "int32", stride_h), (3, "int32", columns),
        (4, "int32", rows), (5, "int8", net.activation()))


def average_pool_2d(net):
    return pool_2d(net, "AVERAGE_POOL_2D")


def max_pool_2d(net):
    return pool_2d(net, "MAX_POOL_2D")


def other_operand(net, a):
    kind = net.rng.choice(["same", "equal shape", "scalar", "broadcast", "broadcast"])
    if kind == "same":
        return a
    if kind == "equal shape":
        return net.data(a.shape)
    if kind == "scalar":
        shape = net.rng.choice([[], [1], [1] * len(a.shape)])
    else:
        shape = [net.rng.choice([d, 1]) if d > 1 else net.rng.choice([1, 3]) for d in a.shape]
        shape = shape[net.rng.randint(0, len(shape)):]
    return net.constant(shape) if net.maybe(0.4) else net.data(shape)


def binary(net, operator, scale):
    a = net.data(rank=None if net.graph else net.rng.choice([1, 2, 3, 4, 4, 5]))
    operands = [a, other_operand(net, a)]
    net.rng.shuffle(operands)
    scale = float32(scale(*operands) * net.rng.uniform(0.3, 2)) if net.maybe(0.8) else None
    out = net.quantized(numpy.broadcast_shapes(*(t.shape for t in operands)), scale)
    return net.apply(operator, operands, out, (0, "int8", net.activation()))


def add(net):
    return binary(net, "ADD", lambda a, b: max(a.scale, b.scale))


def mul(net):
    return binary(net, "MUL", lambda a, b: a.scale * b.scale * 100)


def softmax(net):
    is_long = not net.graph and net.maybe(0.1)
    x = net.data([2, net.rng.choice([100, 500])]) if is_long else net.data(rank=net.rng.randint(1, 4))
    beta = 1.0 if net.maybe(0.7) else float32(10 ** net.rng.uniform(-3, 3))
    return net.apply("SOFTMAX", [x], net.quantized(x.shape, 1 / 256, -128), (0, "float32", beta))


def reshape(net):
    x = net.data()
    rest, shape = int(numpy.prod(x.shape)), []
    while rest > 1 and len(shape) < 4:
        shape.append(net.rng.choice([d for d in range(1, rest + 1) if rest % d == 0]))
        rest //= shape[-1]
    shape.append(rest)
    stated = list(shape)
    if net.maybe(0.4):
        stated[net.rng.randrange(len(stated))] = -1
    out = net.quantized(shape, x.scale, x.zero_point)
    inputs = [x, net.integers(stated)] if net.maybe(0.6) else [x]
    return net.apply("RESHAPE", inputs, out, (0, "ints", stated))


def pad(net):
    x = net.data(rank=net.rng.choice([1, 2, 3, 4] if net.graph else [1, 2, 3, 4, 4, 5]))
    paddings = [[net.rng.choice([0, 0, 1, 3]) for _ in range(2)] for _ in x.shape]
    shape = [d + before + after for d, (before, after) in zip(x.shape, paddings)]
    inputs = [x, net.integers(paddings, [len(paddings), 2])]
    return net.apply("PAD", inputs, net.quantized(shape, x.scale, x.zero_point))


def mean(net):
    x = net.data(rank=net.rng.choice([1, 2, 3, 4] if net.graph else [1, 2, 3, 4, 4, 5]))
    rank = len(x.shape)
    reduced = net.rng.sample(range(rank), net.rng.randint(1, rank))
    keeps_dims = net.maybe(0.5)
    kept = [1 if i in reduced else d for i, d in enumerate(x.shape) if keeps_dims or i not in reduced]
    axes = [axis - rank if net.maybe(0.3) else axis for axis in reduced + reduced[: net.rng.choice([0, 0, 0, 1])]]
    scale = x.scale if net.maybe(0.3) else float32(x.scale * net.rng.uniform(0.2, 2)) if net.maybe(0.8) else None
    axes = net.integers(axes, [] if len(axes) == 1 and net.maybe(0.4) else None)
    return net.apply("MEAN", [x, axes], net.quantized(kept, scale), (0, "int8", int(keeps_dims)))


def elementwise(net, operator):
    x = net.data(rank=None if net.graph else net.rng.randint(0, 5))
    if operator == "LOGISTIC":
        out = net.quantized(x.shape, 1 / 256 if net.maybe(0.9) else None, -128)
    elif operator == "RELU6" or net.maybe(0.4):
        out = net.quantized(x.shape, x.scale, x.zero_point)
    else:
        out = net.quantized(x.shape, float32(x.scale * net.rng.uniform(0.2, 3)) if net.maybe(0.7) else None)
    return net.apply(operator, [x], out)


def relu(net):
    return elementwise(net, "RELU")


def relu6(net):
    return elementwise(net, "RELU6")


def logistic(net):
    return elementwise(net, "LOGISTIC")


def concatenation(net):
    a = net.data(rank=net.rng.choice([1, 2, 3, 4] if net.graph else [1, 2, 3, 4, 5]))
    axis, parts = net.rng.randrange(len(a.shape)), [a]
    for _ in range(net.rng.randint(1, 5)):
        shape = [net.rng.randint(1, 4) if i == axis else d for i, d in enumerate(a.shape)]
        kind = net.rng.random()
        if kind < 0.15:
            parts.append(a)
        else:
            parts.append(net.constant(shape, a.scale, a.zero_point) if kind < 0.3 else net.data(shape, like=a))
    net.rng.shuffle(parts)
    shape = [sum(p.shape[i] for p in parts) if i == axis else d for i, d in enumerate(a.shape)]
    stated = axis - len(shape) if net.maybe(0.4) else axis
    fused = NONE if net.maybe(0.95) else net.activation()
    out = net.quantized(shape, None if net.maybe(0.03) else a.scale, a.zero_point)
    return net.apply("CONCATENATION", parts, out, (0, "int32", stated), (1, "int8", fused))


def quantize(net):
    if net.maybe(0.5):
        x = net.tensor(net.shape(net.rng.randint(0, 4)), FLOAT32)
        net.inputs.append(x)
        return net.apply("QUANTIZE", [x], net.quantized(x.shape, float32(10 ** net.rng.uniform(-4, 1))))
    return elementwise(net, "QUANTIZE")


def dequantize(net):
    x = net.data(rank=None if net.graph else net.rng.randint(0, 4))
    real = net.apply("DEQUANTIZE", [x], net.tensor(x.shape, FLOAT32))
    if net.maybe(0.8):
        return real
    return net.apply("RESHAPE", [real], net.tensor([1, *x.shape], FLOAT32), (0, "ints", [1, *x.shape]))


KINDS = [
    conv_2d, depthwise_conv_2d, fully_connected, average_pool_2d, max_pool_2d, add, mul, softmax, reshape, pad, mean,
    relu, relu6, logistic, concatenation, quantize, dequantize,
]


def graph(rng):
    """Two to eight operators; all that nothing reads are outputs, sometimes more: twice, an input, a constant."""
    net = RandomNetwork(rng, True, rng.choice([0, 0, 0.3]))
    net.image()
    made = [rng.choice(KINDS)(net) for _ in range(rng.randint(2, 8))]
    outputs = [t for t in made if t not in net.read] or made[-1:]
    constants = [t for t in net.tensors if t.content is not None and t.kind == INT8]
    for share, others in ((0.4, made), (0.1, outputs), (0.08, net.inputs), (0.05, constants)):
        if others and net.maybe(share):
            outputs.append(rng.choice(others))
    if net.maybe(0.05):
        net.inputs.append(net.quantized([2, 2]))
    rng.shuffle(outputs)
    return net.file(outputs)


def network(seed, i):
    rng = random.Random(f"{seed}/{i}")
    if i % 3 == 0:
        return "graph", graph(rng)
    kind = KINDS[(i - i // 3 - 1) % len(KINDS)]
    net = RandomNetwork(rng, False, rng.choice([0, 0, 0.3, 0.8]))
    return kind.__name__, net.file([kind(net)])


if __name__ == "__main__":
    folder, seed, count = sys.argv[1:]
    for i in range(int(count)):
        kind, content = network(seed, i)
        pathlib.Path(folder, f"{i:05d}-{kind}.tflite").write_bytes(content)
