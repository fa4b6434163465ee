#include <string.h>

#include "twinbit_dot.h"
#include "twinbit_finish.h"
#include "twinbit_matrix.h"

/* Sum over the window that begins at row top and column left, for input channel i and output channel c. */
static int32_t sum(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *image, int32_t top, int32_t left, int32_t i,
    int32_t c)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    const TWINBIT_FLASH int8_t *weight = (const TWINBIT_FLASH int8_t *)step->weights + c;
    int32_t acc = 0;
    int32_t ky;
    int32_t kx;
    for (ky = 0; ky < w->kernel_h; ky++) {
        int32_t y = top + ky * w->dilation_h;
        for (kx = 0; kx < w->kernel_w; kx++) {
            int32_t x = left + kx * w->dilation_w;
            int32_t cell = step->padding;
            if (y >= 0 && y < w->in_h && x >= 0 && x < w->in_w) {
                cell = image[(y * w->in_w + x) * w->in_c + i];
            }
            acc = twinbit_wrapping_add(acc, cell * *weight);
            weight += w->out_c;
        }
    }
    return acc;
}

/* The same for four channels at once from c on, each of which sees the input channel of its own number. */
static twinbit_four sum_of_four(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *image, int32_t top, int32_t left, int32_t c,
    twinbit_four sums)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    const TWINBIT_FLASH int8_t *weight = (const TWINBIT_FLASH int8_t *)step->weights + c;
    int8_t padding[4];
    int32_t in_c = w->in_c;
    int32_t across = w->dilation_w * in_c;
    int32_t ky;
    int32_t kx;
    memset(padding, (int)step->padding, sizeof padding);
    for (ky = 0; ky < w->kernel_h; ky++) {
        int32_t y = top + ky * w->dilation_h;
        int32_t row = y >= 0 && y < w->in_h ? w->in_w : 0; /* columns of it that are inside the image */
        int32_t x = left;
        int32_t at = (y * w->in_w + x) * in_c + c;
        for (kx = w->kernel_w; kx > 0; kx--) {
            sums = twinbit_add_products(sums, (uint32_t)x < (uint32_t)row ? image + at : padding, weight);
            x += w->dilation_w;
            at += across;
            weight += w->out_c;
        }
    }
    return sums;
}

static void pixel(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *image, int32_t top, int32_t left, int8_t *out)
{
    const TWINBIT_FLASH int32_t *bias = step->bias;
    int32_t channels = step->window.out_c;
    int32_t c = 0;
    int32_t i;
    for (; step->multiplier == 1 && c + 4 <= channels; c += 4) {
        int32_t sums[4];
        twinbit_four four;
        for (i = 0; i < 4; i++) {
            sums[i] = bias[c + i];
        }
        memcpy(&four, sums, sizeof four);
        four = sum_of_four(step, image, top, left, c, four);
        memcpy(sums, &four, sizeof sums);
        twinbit_finish_channels(&step->stage, sums, c, 4, out + c);
    }
    for (; c < channels; c++) {
        int32_t acc = twinbit_wrapping_add(bias[c], sum(step, image, top, left, c / step->multiplier, c));
        out[c] = (int8_t)twinbit_finish(&step->stage, acc, c);
    }
}

void twinbit_depthwise_conv_2d_s8(const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *in, int8_t *out)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    int32_t n;
    int32_t y;
    int32_t x;
    for (n = 0; n < w->batches; n++) {
        for (y = 0; y < w->out_h; y++) {
            for (x = 0; x < w->out_w; x++) {
                pixel(
                    step, in + n * w->in_h * w->in_w * w->in_c, y * w->stride_h - w->pad_top,
                    x * w->stride_w - w->pad_left, out);
                out += w->out_c;
            }
        }
    }
}
