#include <string.h>

#include "twinbit_dot.h"
#include "twinbit_finish.h"
#include "twinbit_matrix.h"

/* What a pixel sees, in the order of the weights: for each tap its cell, that is the input channels there. */
typedef const int8_t *cell;

/* The cells of the window that begins at row top and column left; outside of the image padding, a cell of its own. */
static void look(
    const TWINBIT_FLASH twinbit_window *w, const int8_t *image, int32_t top, int32_t left, cell padding, cell *cells)
{
    int32_t ky;
    int32_t kx;
    for (ky = 0; ky < w->kernel_h; ky++) {
        int32_t y = top + ky * w->dilation_h;
        for (kx = 0; kx < w->kernel_w; kx++) {
            int32_t x = left + kx * w->dilation_w;
            int inside = y >= 0 && y < w->in_h && x >= 0 && x < w->in_w;
            *cells++ = inside ? image + (y * w->in_w + x) * w->in_c : padding;
        }
    }
}

/* Adds the products of input channel i with an output channel whose weights lie step apart. */
static int32_t add_one(
    int32_t sum, const cell *cells, const cell *end, int32_t i, const TWINBIT_FLASH int8_t *weight, int32_t step)
{
    for (; cells < end; cells++) {
        sum = twinbit_wrapping_add(sum, (int32_t)(*cells)[i] * *weight);
        weight += step;
    }
    return sum;
}

/* The same for four channels from i on, each of which sees the input channel of its own number. */
static TWINBIT_NOINLINE void add_four(
    int32_t *sums, const cell *cells, const cell *end, int32_t i, const TWINBIT_FLASH int8_t *weight, int32_t step)
{
    twinbit_four four;
    memcpy(&four, sums, sizeof four);
    for (; cells < end; cells++) {
        four = twinbit_add_products(four, *cells + i, weight);
        weight += step;
    }
    memcpy(sums, &four, sizeof four);
}

static void pixel(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const cell *cells, const cell *end, int8_t *out)
{
    const TWINBIT_FLASH int32_t *bias = step->bias;
    const TWINBIT_FLASH int8_t *weights = step->weights;
    int32_t channels = step->window.out_c;
    int32_t c = 0;
    for (; step->multiplier == 1 && c + 4 <= channels; c += 4) {
        int32_t sums[4] = {bias[c], bias[c + 1], bias[c + 2], bias[c + 3]};
        add_four(sums, cells, end, c, weights + c, channels);
        twinbit_finish_channels(&step->stage, sums, c, 4, out + c);
    }
    for (; c < channels; c++) {
        int32_t acc = add_one(bias[c], cells, end, c / step->multiplier, weights + c, channels);
        out[c] = (int8_t)twinbit_finish(&step->stage, acc, c);
    }
}

void twinbit_depthwise_conv_2d_s8(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *in, int8_t *out, void *scratch)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    cell *cells = scratch;
    cell *end = cells + w->kernel_h * w->kernel_w;
    cell padding = memset(end, (int)step->padding, (size_t)w->in_c);
    int32_t n;
    int32_t y;
    int32_t x;
    for (n = 0; n < w->batches; n++) {
        for (y = 0; y < w->out_h; y++) {
            for (x = 0; x < w->out_w; x++) {
                look(w, in, y * w->stride_h - w->pad_top, x * w->stride_w - w->pad_left, padding, cells);
                pixel(step, cells, end, out);
                out += w->out_c;
            }
        }
        in += w->in_h * w->in_w * w->in_c;
    }
}
