#include <string.h>

#include "twinbit_dot.h"
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

static void pixel(
    const TWINBIT_FLASH twinbit_conv_2d *step, const int8_t *image, int32_t top, int32_t left, int8_t *out,
    int8_t *scratch)
{
    const TWINBIT_FLASH twinbit_matrix *matrix = &step->matrix;
    const TWINBIT_FLASH int8_t *weights = matrix->weights;
    const TWINBIT_FLASH int32_t *bias = matrix->bias;
    int32_t depth = step->window.in_c / step->groups;
    int32_t units = matrix->units / step->groups;
    int32_t unit;
    for (unit = 0; unit < matrix->units; unit++) {
        if (unit % units == 0) {
            gather(step, image + unit / units * depth, depth, top, left, scratch);
        }
        out[unit] = (int8_t)twinbit_finish(
            &matrix->stage,
            twinbit_wrapping_add(bias[unit], twinbit_dot_s8(scratch, weights + unit * matrix->depth, matrix->depth)),
            unit);
    }
}

void twinbit_conv_2d_s8(const TWINBIT_FLASH twinbit_conv_2d *step, const int8_t *in, int8_t *out, int8_t *scratch)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    const TWINBIT_FLASH twinbit_grid *grid = &step->grid;
    int32_t n;
    int32_t y;
    int32_t x;
    for (n = 0; n < w->batches; n++) {
        for (y = 0; y < w->out_h; y++) {
            int8_t *to = out + grid->start + n * grid->image_stride + y * grid->row_stride;
            for (x = 0; x < w->out_w; x++) {
                pixel(
                    step, in + n * w->in_h * w->in_w * w->in_c, y * w->stride_h - w->pad_top,
                    x * w->stride_w - w->pad_left, to, scratch);
                to += grid->pixel_stride;
            }
        }
    }
}
