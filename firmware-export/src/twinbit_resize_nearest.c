#include <string.h>

#include "twinbit_window.h"

void twinbit_resize_nearest(const TWINBIT_FLASH twinbit_nearest *step, const int8_t *in, int8_t *out)
{
    int32_t n;
    int32_t y;
    int32_t x;
    for (n = 0; n < step->batches; n++) {
        for (y = 0; y < step->out_h; y++) {
            for (x = 0; x < step->out_w; x++) {
                memcpy(out, in + step->rows[y] + step->columns[x], (size_t)step->pixel_bytes);
                out += step->pixel_bytes;
            }
        }
        in += step->image_bytes;
    }
}
