#include "twinbit_matrix.h"

/* Sum over the cells inside the image of the window that begins at row top and column left, for input channel i and output channel c. */
static int64_t sum(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int16_t *image, int32_t top, int32_t left, int32_t i,
    int32_t c)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    const TWINBIT_FLASH int8_t *weight = (const TWINBIT_FLASH int8_t *)step->weights + c;
    int64_t acc = 0;
    int32_t ky;
    int32_t kx;
    for (ky = 0; ky < w->kernel_h; ky++) {
        int32_t y = top + ky * w->dilation_h;
        for (kx = 0; kx < w->kernel_w; kx++) {
            int32_t x = left + kx * w->dilation_w;
            if (y >= 0 && y < w->in_h && x >= 0 && x < w->in_w) {
                acc += (int32_t)image[(y * w->in_w + x) * w->in_c + i] * *weight;
            }
            weight += w->out_c;
        }
    }
    return acc;
}

static void pixel(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int16_t *image, int32_t top, int32_t left, int16_t *out)
{
    int32_t c = 0;
    int32_t i;
    int32_t m;
    for (i = 0; i < step->window.in_c; i++) {
        for (m = 0; m < step->multiplier; m++) {
            int64_t acc = twinbit_bias(&step->stage, step->bias, c) + sum(step, image, top, left, i, c);
            out[c] = (int16_t)twinbit_finish_wide(&step->stage, acc, c);
            c++;
        }
    }
}

void twinbit_depthwise_conv_2d_s16(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int16_t *in, int16_t *out)
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
