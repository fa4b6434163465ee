#include "twinbit_rows.h"

void twinbit_compare_s8(const TWINBIT_FLASH twinbit_comparison *step, const int8_t *a, const int8_t *b, uint8_t *out)
{
    const TWINBIT_FLASH twinbit_broadcast *broadcast = &step->broadcast;
    int32_t count = twinbit_innermost(broadcast, broadcast->dims);
    int32_t stride_a = twinbit_innermost(broadcast, broadcast->strides_a);
    int32_t stride_b = twinbit_innermost(broadcast, broadcast->strides_b);
    twinbit_rows rows = {0, 0, 0, {0}};
    int32_t i;
    do {
        for (i = 0; i < count; i++) {
            int32_t x = twinbit_rescale(&step->stage_a, a[rows.a + i * stride_a]);
            int32_t y = twinbit_rescale(&step->stage_b, b[rows.b + i * stride_b]);
            *out++ = x < y ? step->less : (x == y ? step->equal : step->greater);
        }
    } while (twinbit_next_row(broadcast, &rows));
}
