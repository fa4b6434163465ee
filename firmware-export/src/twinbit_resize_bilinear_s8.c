#include "twinbit_window.h"

#define ONE 1024
#define FRACTION_BITS 20 /* of a mean: weights of two directions multiplied */

static int32_t place(const TWINBIT_FLASH twinbit_axis *axis, int32_t i)
{
    return i * axis->scale + axis->offset;
}

/* The row of the input at or before a place, or the first. */
static int32_t before(int32_t place)
{
    return twinbit_max(place / ONE, 0);
}

/* The row of the input at or after a place, or the last. */
static int32_t after(const TWINBIT_FLASH twinbit_axis *axis, int32_t place)
{
    return twinbit_min((place + ONE - 1) / ONE, axis->in - 1);
}

static int8_t rounded(int64_t mean, uint8_t half_up)
{
    const int64_t half = (int64_t)1 << (FRACTION_BITS - 1);
    if (half_up) {
        return (int8_t)((mean + half) >> FRACTION_BITS);
    }
    return (int8_t)((mean + (mean > 0 ? half : -half)) / ((int64_t)1 << FRACTION_BITS));
}

/* All channels of a pixel; down is how far it is below the row top, in 1/1024 rows. */
static void pixel(
    const TWINBIT_FLASH twinbit_bilinear *step, const int8_t *top, const int8_t *bottom, int32_t down, int32_t x,
    int8_t *out)
{
    int32_t at = place(&step->columns, x);
    int32_t left = before(at) * step->channels;
    int32_t right = after(&step->columns, at) * step->channels;
    int32_t along = at - ONE * before(at);
    int32_t c;
    for (c = 0; c < step->channels; c++) {
        int64_t upper = (int64_t)top[left + c] * (ONE - along) + (int64_t)top[right + c] * along;
        int64_t lower = (int64_t)bottom[left + c] * (ONE - along) + (int64_t)bottom[right + c] * along;
        out[c] = rounded(upper * (ONE - down) + lower * down, step->half_up);
    }
}

void twinbit_resize_bilinear_s8(const TWINBIT_FLASH twinbit_bilinear *step, const int8_t *in, int8_t *out)
{
    int32_t row = step->columns.in * step->channels;
    int32_t n;
    int32_t y;
    int32_t x;
    for (n = 0; n < step->batches; n++) {
        for (y = 0; y < step->rows.out; y++) {
            int32_t at = place(&step->rows, y);
            const int8_t *top = in + before(at) * row;
            const int8_t *bottom = in + after(&step->rows, at) * row;
            for (x = 0; x < step->columns.out; x++) {
                pixel(step, top, bottom, at - ONE * before(at), x, out);
                out += step->channels;
            }
        }
        in += step->rows.in * row;
    }
}
