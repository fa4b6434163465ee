#include "twinbit_elements.h"
#include "twinbit_rows.h"

static int32_t apply(uint8_t function, int32_t x, int32_t y)
{
    switch (function) {
    case TWINBIT_SUM:
        return twinbit_wrapping_add(x, y);
    case TWINBIT_DIFFERENCE:
        return twinbit_wrapping_sub(x, y);
    case TWINBIT_SQUARED_DIFFERENCE:
        return twinbit_wrapping_mul(twinbit_wrapping_sub(x, y), twinbit_wrapping_sub(x, y));
    case TWINBIT_PRODUCT:
        return twinbit_wrapping_mul(x, y);
    case TWINBIT_MAXIMUM:
        return twinbit_max(x, y);
    default: /* TWINBIT_MINIMUM */
        return twinbit_min(x, y);
    }
}

void twinbit_plain_pairs(const TWINBIT_FLASH twinbit_plain *step, const void *a, const void *b, void *out)
{
    const TWINBIT_FLASH twinbit_broadcast *broadcast = &step->broadcast;
    int32_t count = twinbit_innermost(broadcast, broadcast->dims);
    int32_t stride_a = twinbit_innermost(broadcast, broadcast->strides_a);
    int32_t stride_b = twinbit_innermost(broadcast, broadcast->strides_b);
    twinbit_rows rows = {0, 0, 0, {0}};
    int32_t o = 0;
    int32_t i;
    do {
        for (i = 0; i < count; i++) {
            int32_t x = twinbit_get(a, rows.a + i * stride_a, step->width);
            int32_t y = twinbit_get(b, rows.b + i * stride_b, step->width);
            twinbit_put(out, o++, step->width, twinbit_clamp(apply(step->function, x, y), step->min, step->max));
        }
    } while (twinbit_next_row(broadcast, &rows));
}
