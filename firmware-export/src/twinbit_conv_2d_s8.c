#include <string.h>

#include "twinbit_dot.h"
#include "twinbit_finish.h"
#include "twinbit_matrix.h"

/* Copies the cells (kernel_h, kernel_w, depth) that the window sees from row top and column left on. */
static void gather(
    const TWINBIT_FLASH twinbit_conv_2d *step, const int8_t *image, int32_t depth, int32_t top, int32_t left,
    int8_t *row)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    int32_t ky;
    int32_t kx;
    for (ky = 0; ky < w->kernel_h; ky++) {
        int32_t y = top + ky * w->dilation_h;
        for (kx = 0; kx < w->kernel_w; kx++) {
            int32_t x = left + kx * w->dilation_w;
            if (y >= 0 && y < w->in_h && x >= 0 && x < w->in_w) {
                memcpy(row, image + (y * w->in_w + x) * w->in_c, (size_t)depth);
            } else {
                memset(row, (int)step->padding, (size_t)depth);
            }
            row += depth;
        }
    }
}

/* Whether the cells lie one behind the other already: in a row of the image, or in whole rows. */
static int lie_in_one_run(const TWINBIT_FLASH twinbit_conv_2d *step, int32_t top, int32_t left)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    if (w->kernel_h == 1 && w->kernel_w == 1) {
        return top >= 0 && top < w->in_h && left >= 0 && left < w->in_w;
    }
    return step->groups == 1 && w->dilation_w == 1 && left >= 0 && left + w->kernel_w <= w->in_w && top >= 0
        && (w->kernel_h == 1 || (w->kernel_w == w->in_w && w->dilation_h == 1)) && top + w->kernel_h <= w->in_h;
}

#ifdef TWINBIT_MVE
#include "twinbit_rows_mve.h"

/* A pixel that sees the cells x, for units unit to end - 1; four at once, as many as a vector has lanes. */
static TWINBIT_NOINLINE void multiply_one(
    const twinbit_matrix *matrix, int32_t unit, int32_t end, const int8_t *x, int8_t *out)
{
    const int32_t *bias = matrix->bias;
    int32_t depth = matrix->depth;
    const int8_t *weights = (const int8_t *)matrix->weights + unit * depth;
    for (; unit < end; unit += 4) {
        int32_t count = twinbit_min(4, end - unit);
        int32_t sums[4];
        int32_t i;
        if (count == 4) {
            vst1q_s32(sums, vld1q_s32(bias + unit));
            twinbit_dot_rows_s8(x, weights, depth, depth, sums);
        } else {
            for (i = 0; i < count; i++) {
                sums[i] = twinbit_wrapping_add(bias[unit + i], twinbit_dot_s8(x, weights + i * depth, depth));
            }
        }
        twinbit_finish_channels(&matrix->stage, sums, unit, count, out + unit);
        weights += 4 * depth;
    }
}

static void multiply(
    const twinbit_matrix *matrix, int32_t unit, int32_t end, const int8_t *x0, const int8_t *x1, int8_t *out0,
    int8_t *out1)
{
    multiply_one(matrix, unit, end, x0, out0);
    if (x1 != x0) {
        multiply_one(matrix, unit, end, x1, out1);
    }
}

#else

/* Two pixels and two units, whose weights lie a row apart, or at the same place. */
static TWINBIT_NOINLINE void tile(
    const int8_t *x0, const int8_t *x1, const TWINBIT_FLASH int8_t *weights, int32_t row, int32_t depth, int32_t *sums0,
    int32_t *sums1)
{
    twinbit_dots_s8(x0, x1, weights, weights + row, depth, sums0, sums1);
}

/* Two pixels that see the cells x0 and x1, for the units of one group; out0 and out1 are where their unit 0 goes. */
static TWINBIT_NOINLINE void multiply(
    const TWINBIT_FLASH twinbit_matrix *matrix, int32_t unit, int32_t end, const int8_t *x0, const int8_t *x1,
    int8_t *out0, int8_t *out1)
{
    const TWINBIT_FLASH int32_t *bias = matrix->bias;
    int32_t depth = matrix->depth;
    const TWINBIT_FLASH int8_t *weights = (const TWINBIT_FLASH int8_t *)matrix->weights + unit * depth;
    while (unit < end) {
        int32_t sums0[4];
        int32_t sums1[4];
        int32_t count = twinbit_min(4, end - unit);
        int32_t i;
        for (i = 0; i < count; i += 2) {
            int32_t next = i + 1 < count ? 1 : 0; /* the last one of an odd number goes with itself */
            sums0[i] = sums1[i] = bias[unit + i];
            sums0[i + 1] = sums1[i + 1] = bias[unit + i + next];
            tile(x0, x1, weights, next * depth, depth, sums0 + i, sums1 + i);
            weights += 2 * depth;
        }
        twinbit_finish_channels(&matrix->stage, sums0, unit, count, out0 + unit);
        twinbit_finish_channels(&matrix->stage, sums1, unit, count, out1 + unit);
        unit += count;
    }
}

#endif

/* All pixels, two by two; the last one of an odd number goes with itself. */
static void group(
    const TWINBIT_FLASH twinbit_conv_2d *step, int32_t number, const int8_t *in, int8_t *out, int8_t *scratch)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    int32_t depth = w->in_c / step->groups;
    int32_t units = step->matrix.units / step->groups;
    int32_t pixels = w->batches * w->out_h * w->out_w;
    const int8_t *cells[2];
    int8_t *to[2];
    int32_t n = 0;
    int32_t y = 0;
    int32_t x = 0;
    int32_t i;
    for (i = 0; i < pixels; i++) {
        int32_t top = y * w->stride_h - w->pad_top;
        int32_t left = x * w->stride_w - w->pad_left;
        const int8_t *image = in + n * w->in_h * w->in_w * w->in_c + number * depth;
        if (lie_in_one_run(step, top, left)) {
            cells[i & 1] = image + (top * w->in_w + left) * w->in_c;
        } else {
            int8_t *row = scratch + (i & 1) * step->matrix.depth;
            gather(step, image, depth, top, left, row);
            cells[i & 1] = row;
        }
        to[i & 1] = out + step->grid.start + n * step->grid.image_stride + y * step->grid.row_stride
            + x * step->grid.pixel_stride;
        if ((i & 1) == 1 || i == pixels - 1) {
            multiply(
                &step->matrix, number * units, (number + 1) * units, cells[0], cells[i & 1], to[0], to[i & 1]);
        }
        if (++x == w->out_w) {
            x = 0;
            if (++y == w->out_h) {
                y = 0;
                n++;
            }
        }
    }
}

void twinbit_conv_2d_s8(const TWINBIT_FLASH twinbit_conv_2d *step, const int8_t *in, int8_t *out, int8_t *scratch)
{
    int32_t number;
    for (number = 0; number < step->groups; number++) {
        group(step, number, in, out, scratch);
    }
}
