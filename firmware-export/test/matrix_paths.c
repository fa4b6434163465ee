/*
 * Convolutions and dense layers of random shapes, and a checksum of the outputs of each: what the paths of the kernels for
 * int8 (plain C, DSP, MVE) have to agree on. Odd numbers of channels and pixels, batches, dilation, groups, multipliers,
 * padding, all roundings.
 */
#include "twinbit_matrix.h"

#ifdef __arm__
#include "start.h"
#else
#include <stdio.h>
static void print(const char *text)
{
    fputs(text, stdout);
}

static void print_number(uint32_t number)
{
    printf("%lu", (unsigned long)number);
}
#endif

#define CASES 400
#define MAX_UNITS 64
#define MAX_IN (3 * 7 * 7 * 64)
#define MAX_OUT (3 * 14 * 14 * 64)
#define MAX_WEIGHTS (64 * 16 * 64)
#define MAX_SCRATCH (2 * 16 * 64)

static uint32_t seed = 20260101u;
static int8_t in[MAX_IN];
static int8_t out[MAX_OUT];
static int8_t weights[MAX_WEIGHTS];
static int32_t bias[MAX_UNITS];
static int32_t mantissas[MAX_UNITS];
static int8_t shifts[MAX_UNITS];
static union {
    void *align;
    int8_t bytes[MAX_SCRATCH];
} scratch;

static uint32_t next(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

/* From min to max. */
static int32_t between(int32_t min, int32_t max)
{
    return min + (int32_t)(next() % (uint32_t)(max - min + 1));
}

static void fill(int8_t *bytes, int32_t count)
{
    int32_t i;
    for (i = 0; i < count; i++) {
        bytes[i] = (int8_t)between(-128, 127);
    }
}

static twinbit_output_stage random_stage(void)
{
    twinbit_output_stage stage = {0};
    int32_t i;
    for (i = 0; i < MAX_UNITS; i++) {
        bias[i] = between(-20000, 20000);
        mantissas[i] = (int32_t)(0x40000000u + (next() << 6));
        shifts[i] = (int8_t)between(-14, i % 8 == 0 ? 2 : -4);
    }
    stage.mantissas = mantissas;
    stage.shifts = shifts;
    stage.zero_point = between(-128, 127);
    stage.min = between(0, 2) ? -128 : stage.zero_point;
    stage.max = 127;
    stage.per_channel = (uint8_t)between(0, 1);
    stage.rounding = (uint8_t)between(TWINBIT_DOUBLE, TWINBIT_SINGLE);
    return stage;
}

/* Output size along one dimension. */
static int32_t extent(int32_t size, int32_t kernel, int32_t dilation, int32_t stride, int32_t pad)
{
    int32_t steps = size + pad - ((kernel - 1) * dilation + 1);
    return steps < 0 ? 1 : steps / stride + 1;
}

static twinbit_window random_window(int32_t in_c, int32_t out_c)
{
    twinbit_window w;
    w.batches = between(1, 3);
    w.in_h = between(1, 7);
    w.in_w = between(1, 7);
    w.in_c = in_c;
    w.out_c = out_c;
    w.kernel_h = between(0, 2) ? between(1, 4) : 1;
    w.kernel_w = w.kernel_h == 1 ? between(0, 3) / 3 + 1 : between(1, 4);
    w.stride_h = between(1, 2);
    w.stride_w = between(1, 2);
    w.dilation_h = between(1, 2);
    w.dilation_w = between(1, 2);
    w.pad_top = between(0, w.kernel_h - 1);
    w.pad_left = between(0, w.kernel_w - 1);
    w.out_h = extent(w.in_h, w.kernel_h, w.dilation_h, w.stride_h, w.pad_top + between(0, 1));
    w.out_w = extent(w.in_w, w.kernel_w, w.dilation_w, w.stride_w, w.pad_left + between(0, 1));
    return w;
}

static void conv(void)
{
    twinbit_conv_2d step = {0};
    int32_t groups = between(1, 3);
    int32_t in_c = groups * between(1, 21);
    step.window = random_window(in_c, groups * between(1, 9));
    step.groups = groups;
    step.padding = between(-128, 127);
    step.matrix.weights = weights;
    step.matrix.bias = bias;
    step.matrix.units = step.window.out_c;
    step.matrix.depth = step.window.kernel_h * step.window.kernel_w * in_c / groups;
    step.matrix.stage = random_stage();
    step.grid.pixel_stride = step.window.out_c;
    step.grid.row_stride = step.window.out_w * step.window.out_c;
    step.grid.image_stride = step.window.out_h * step.grid.row_stride;
    twinbit_conv_2d_s8(&step, in, out, scratch.bytes);
}

static void depthwise(void)
{
    twinbit_depthwise_conv_2d step = {0};
    int32_t in_c = between(1, 21);
    step.multiplier = between(0, 1) ? 1 : between(2, 3);
    step.window = random_window(in_c, in_c * step.multiplier);
    step.padding = between(-128, 127);
    step.weights = weights;
    step.bias = bias;
    step.stage = random_stage();
    twinbit_depthwise_conv_2d_s8(&step, in, out, &scratch);
}

static void dense(void)
{
    twinbit_fully_connected step = {0};
    step.rows = between(1, 4);
    step.weights_zero_point = between(0, 1) ? 0 : between(-128, 127);
    step.matrix.weights = weights;
    step.matrix.bias = bias;
    step.matrix.units = between(1, 21);
    step.matrix.depth = between(1, 100);
    step.matrix.stage = random_stage();
    twinbit_fully_connected_s8(&step, in, out);
}

int main(void)
{
    int32_t i;
    fill(in, MAX_IN);
    fill(weights, MAX_WEIGHTS);
    for (i = 0; i < CASES; i++) {
        uint32_t sum = 0;
        int32_t k;
        fill(in, 64);
        for (k = 0; k < MAX_OUT; k++) {
            out[k] = 0;
        }
        if (i % 4 < 2) {
            conv();
        } else if (i % 4 == 2) {
            depthwise();
        } else {
            dense();
        }
        for (k = 0; k < MAX_OUT; k++) {
            sum = sum * 31u + (uint8_t)out[k];
        }
        print_number(sum);
        print("\n");
    }
    return 0;
}
