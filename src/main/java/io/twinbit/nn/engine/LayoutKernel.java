package io.twinbit.nn.engine;

import io.twinbit.nn.lower.LayoutStep;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps that only move bytes: the innermost dimension is a loop, those around it a recursion. Positions are added up
 * rather than multiplied out, which takes half the time.
 */
final class LayoutKernel {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LayoutKernel() {}

    static void run(LayoutStep step, Memory memory) {
        switch (step) {
            case LayoutStep.Copy copy -> {
                int at = Memory.at(copy.input()) + copy.start();
                copy(copy, memory.of(copy.input()), memory.arena(), 0, at, copy.output());
            }
            case LayoutStep.Gather gather -> gather(gather, memory);
            case LayoutStep.GatherNd gather -> gather(gather, memory);
        }
    }

    /** Dimension {@code d} and those within. */
    private static void copy(LayoutStep.Copy step, byte[] in, byte[] arena, int d, int at, int out) {
        int rank = step.dims().length;
        if (d == rank) {
            System.arraycopy(in, at, arena, out, step.bytes());
            return;
        }
        int count = step.dims()[d];
        int stride = step.strides()[d];
        int outStride = step.outStrides()[d];
        if (d == rank - 1) {
            row(in, at, stride, arena, out, outStride, count, step.bytes());
            return;
        }
        for (int i = 0; i < count; i++) {
            copy(step, in, arena, d + 1, at + i * stride, out + i * outStride);
        }
    }

    private static void row(
            byte[] in, int at, int stride, byte[] arena, int out, int outStride, int count, int bytes) {
        if (stride == 0 && outStride == bytes) {
            repeat(in, at, arena, out, bytes, count * bytes);
            return;
        }
        switch (bytes) {
            case 1 -> bytes(in, at, stride, arena, out, outStride, count);
            case 2 -> shorts(in, at, stride, arena, out, outStride, count);
            case 4 -> ints(in, at, stride, arena, out, outStride, count);
            case 8 -> longs(in, at, stride, arena, out, outStride, count);
            default -> {
                for (int i = 0; i < count; i++) {
                    System.arraycopy(in, at + i * stride, arena, out + i * outStride, bytes);
                }
            }
        }
    }

    /** {@code bytes} again and again, up to {@code total}: what is there already is copied, twice as much each time. */
    private static void repeat(byte[] in, int at, byte[] arena, int out, int bytes, int total) {
        System.arraycopy(in, at, arena, out, bytes);
        for (int done = bytes; done < total; done *= 2) {
            System.arraycopy(arena, out, arena, out + done, Math.min(done, total - done));
        }
    }

    private static void bytes(byte[] in, int at, int stride, byte[] arena, int out, int outStride, int count) {
        int from = at;
        int to = out;
        for (int i = 0; i < count; i++) {
            arena[to] = in[from];
            from += stride;
            to += outStride;
        }
    }

    private static void shorts(byte[] in, int at, int stride, byte[] arena, int out, int outStride, int count) {
        int from = at;
        int to = out;
        for (int i = 0; i < count; i++) {
            SHORTS.set(arena, to, (short) SHORTS.get(in, from));
            from += stride;
            to += outStride;
        }
    }

    private static void ints(byte[] in, int at, int stride, byte[] arena, int out, int outStride, int count) {
        int from = at;
        int to = out;
        for (int i = 0; i < count; i++) {
            INTS.set(arena, to, (int) INTS.get(in, from));
            from += stride;
            to += outStride;
        }
    }

    private static void longs(byte[] in, int at, int stride, byte[] arena, int out, int outStride, int count) {
        int from = at;
        int to = out;
        for (int i = 0; i < count; i++) {
            LONGS.set(arena, to, (long) LONGS.get(in, from));
            from += stride;
            to += outStride;
        }
    }

    private static void gather(LayoutStep.Gather step, Memory memory) {
        byte[] in = memory.of(step.input());
        byte[] indices = memory.of(step.indices());
        int at = Memory.at(step.input());
        int out = step.output();
        for (int batch = 0; batch < step.batches(); batch++) {
            int row = Memory.at(step.indices()) + 4 * batch * step.picked();
            for (int outer = 0; outer < step.outer(); outer++) {
                for (int i = 0; i < step.picked(); i++) {
                    int index = (int) INTS.get(indices, row + 4 * i);
                    if (index < 0 || index >= step.size()) {
                        throw new InferenceException(
                                "GATHER: index " + index + ", 0 to " + (step.size() - 1) + " expected");
                    }
                    System.arraycopy(in, at + index * step.bytes(), memory.arena(), out, step.bytes());
                    out += step.bytes();
                }
                at += step.size() * step.bytes();
            }
        }
    }

    private static void gather(LayoutStep.GatherNd step, Memory memory) {
        byte[] in = memory.of(step.input());
        byte[] indices = memory.of(step.indices());
        int next = Memory.at(step.indices());
        for (int i = 0; i < step.picked(); i++) {
            long from = 0;
            for (int stride : step.strides()) {
                from += (long) stride * (int) INTS.get(indices, next);
                next += 4;
            }
            if (from < 0 || from + step.bytes() > step.inputBytes()) {
                throw new InferenceException("GATHER_ND: index " + i + " names what is not in the input");
            }
            int at = Memory.at(step.input()) + (int) from;
            System.arraycopy(in, at, memory.arena(), step.output() + i * step.bytes(), step.bytes());
        }
    }
}
