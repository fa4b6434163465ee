#include "twinbit_elements.h"
#include "twinbit_rows.h"

void twinbit_squared_difference(const TWINBIT_FLASH twinbit_sum *step, const void *a, const void *b, void *out)
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
            int32_t x = twinbit_rescale(&step->stage_a, twinbit_get(a, rows.a + i * stride_a, step->width));
            int32_t y = twinbit_rescale(&step->stage_b, twinbit_get(b, rows.b + i * stride_b, step->width));
            int32_t difference = twinbit_wrapping_sub(x, y);
            twinbit_put(
                out, o++, step->width, twinbit_finish(&step->stage, twinbit_wrapping_mul(difference, difference), 0));
        }
    } while (twinbit_next_row(broadcast, &rows));
}
