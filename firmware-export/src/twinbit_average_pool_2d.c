#include "twinbit_elements.h"
#include "twinbit_window.h"

/* Mean over rows top to bottom - 1 and columns left to right - 1 of the channel whose first element is number first. */
static int32_t mean(
    const TWINBIT_FLASH twinbit_pool_2d *step, const void *in, int32_t first, int32_t top, int32_t bottom, int32_t left,
    int32_t right)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    int32_t cells = (bottom - top) * (right - left);
    int32_t sum = 0;
    int32_t y;
    int32_t x;
    for (y = top; y < bottom; y++) {
        for (x = left; x < right; x++) {
            sum += twinbit_get(in, first + (y * w->in_w + x) * w->in_c, step->width);
        }
    }
    if (step->wraps) {
        sum = (int16_t)sum;
    }
    return twinbit_clamp((sum + (sum > 0 ? cells / 2 : -(cells / 2))) / cells, step->min, step->max);
}

void twinbit_average_pool_2d(const TWINBIT_FLASH twinbit_pool_2d *step, const void *in, void *out)
{
    const TWINBIT_FLASH twinbit_window *w = &step->window;
    int32_t o = 0;
    int32_t n;
    int32_t y;
    int32_t x;
    int32_t c;
    for (n = 0; n < w->batches; n++) {
        int32_t image = n * w->in_h * w->in_w * w->in_c;
        for (y = 0; y < w->out_h; y++) {
            int32_t top = y * w->stride_h - w->pad_top;
            int32_t bottom = twinbit_min(top + w->kernel_h, w->in_h);
            for (x = 0; x < w->out_w; x++) {
                int32_t left = x * w->stride_w - w->pad_left;
                int32_t right = twinbit_min(left + w->kernel_w, w->in_w);
                for (c = 0; c < w->in_c; c++) {
                    twinbit_put(
                        out, o++, step->width,
                        mean(step, in, image + c, twinbit_max(top, 0), bottom, twinbit_max(left, 0), right));
                }
            }
        }
    }
}
