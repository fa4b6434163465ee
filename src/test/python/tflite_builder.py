"""Builds .tflite files field by field; numbers of fields, types and operators are those of TensorFlow Lite's schema."""

import flatbuffers
import numpy

FLOAT32, INT32, INT8 = 0, 2, 9

# operator: its code, and the number of its options in the union BuiltinOptions
OPERATORS = {
    "ADD": (0, 11),
    "AVERAGE_POOL_2D": (1, 5),
    "CONCATENATION": (2, 10),
    "CONV_2D": (3, 1),
    "DEPTHWISE_CONV_2D": (4, 2),
    "DEQUANTIZE": (6, 0),
    "FULLY_CONNECTED": (9, 8),
    "LOGISTIC": (14, 0),
    "MAX_POOL_2D": (17, 5),
    "MUL": (18, 21),
    "RELU": (19, 0),
    "RELU6": (21, 0),
    "RESHAPE": (22, 17),
    "SOFTMAX": (25, 9),
    "PAD": (34, 22),
    "MEAN": (40, 27),
    "QUANTIZE": (114, 0),
}


class Tensor:
    def __init__(self, index, shape, kind, scales, zero_points, axis, content):
        self.index, self.shape, self.kind, self.axis, self.content = index, tuple(shape), kind, axis, content
        self.scales, self.zero_points = list(scales), list(zero_points)

    @property
    def scale(self):
        return self.scales[0]

    @property
    def zero_point(self):
        return self.zero_points[0]


class Network:
    """Tensors and operators in execution order; ``inputs`` are those of the network."""

    def __init__(self):
        self.tensors, self.operators, self.inputs = [], [], []

    def tensor(self, shape, kind=INT8, scales=(), zero_points=(), axis=0, content=None):
        tensor = Tensor(len(self.tensors), shape, kind, scales, zero_points, axis, content)
        self.tensors.append(tensor)
        return tensor

    def integers(self, values, shape=None):
        values = numpy.array(values, dtype=numpy.int32)
        return self.tensor(values.shape if shape is None else shape, INT32, content=values)

    def apply(self, operator, inputs, output, *options):
        """``options`` are triples: number of the field, "int8", "int32", "float32" or "ints", value."""
        self.operators.append((operator, inputs, output, options))
        return output

    def file(self, outputs):
        return _File(self, outputs).content()


class _File:
    def __init__(self, network, outputs):
        self.network, self.outputs, self.builder = network, outputs, flatbuffers.Builder(1024)

    def content(self):
        names = sorted({operator for operator, *_ in self.network.operators})
        contents = [None] + [t for t in self.network.tensors if t.content is not None]
        places = {t.index: i for i, t in enumerate(contents) if t is not None}
        buffers = self._tables([self._buffer(t) for t in contents])
        codes = self._tables([self._code(name) for name in names])
        tensors = self._tables([self._tensor(t, places.get(t.index, 0)) for t in self.network.tensors])
        operators = self._tables([self._operator(names, *o) for o in self.network.operators])
        inputs = self._ints([t.index for t in self.network.inputs])
        outputs = self._ints([t.index for t in self.outputs])
        subgraph = self._table(offset=[(0, tensors), (1, inputs), (2, outputs), (3, operators)])
        subgraphs = self._tables([subgraph])
        model = self._table(uint32=[(0, 3)], offset=[(1, codes), (2, subgraphs), (4, buffers)])
        self.builder.Finish(model, b"TFL3")
        return bytes(self.builder.Output())

    def _buffer(self, tensor):
        if tensor is None:
            return self._table()
        content = numpy.ascontiguousarray(tensor.content).tobytes()
        b = self.builder
        b.StartVector(1, len(content), 16)
        b.head -= len(content)
        b.Bytes[b.head : b.head + len(content)] = content
        return self._table(offset=[(0, b.EndVector())])

    def _code(self, name):
        code = OPERATORS[name][0]
        return self._table(int8=[(0, min(code, 127))], int32=[(3, code)])

    def _tensor(self, t, buffer):
        name, shape = self.builder.CreateString(f"t{t.index}"), self._ints(t.shape)
        offsets = [(0, shape), (3, name)]
        if t.scales:
            scales = self._vector(4, t.scales, self.builder.PrependFloat32)
            zero_points = self._vector(8, t.zero_points, self.builder.PrependInt64)
            offsets.append((4, self._table(int32=[(6, t.axis)], offset=[(2, scales), (3, zero_points)])))
        return self._table(int8=[(1, t.kind)], uint32=[(2, buffer)], offset=offsets)

    def _operator(self, names, name, inputs, output, options):
        ins, out = self._ints([-1 if t is None else t.index for t in inputs]), self._ints([output.index])
        offsets, kind = [(1, ins), (2, out)], OPERATORS[name][1]
        if kind:
            fields = {"int8": [], "int32": [], "float32": [], "offset": []}
            for number, how, value in options:
                ready = (number, self._ints(value)) if how == "ints" else (number, value)
                fields["offset" if how == "ints" else how].append(ready)
            offsets.append((4, self._table(**fields)))
        return self._table(uint32=[(0, names.index(name))], uint8=[(3, kind)], offset=offsets)

    def _table(self, int8=(), uint8=(), int32=(), uint32=(), float32=(), offset=()):
        b = self.builder
        b.StartObject(8)
        for fields, prepend in (
            (offset, b.PrependUOffsetTRelativeSlot),
            (float32, b.PrependFloat32Slot),
            (int32, b.PrependInt32Slot),
            (uint32, b.PrependUint32Slot),
            (int8, b.PrependInt8Slot),
            (uint8, b.PrependUint8Slot),
        ):
            for number, value in fields:
                prepend(number, value, 0)
        return b.EndObject()

    def _vector(self, size, values, prepend):
        self.builder.StartVector(size, len(values), size)
        for value in reversed(values):
            prepend(value)
        return self.builder.EndVector()

    def _ints(self, values):
        return self._vector(4, [int(v) for v in values], self.builder.PrependInt32)

    def _tables(self, places):
        return self._vector(4, places, self.builder.PrependUOffsetTRelative)
