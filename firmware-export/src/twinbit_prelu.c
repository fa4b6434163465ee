#include "twinbit_elements.h"
#include "twinbit_rows.h"

void twinbit_prelu(const TWINBIT_FLASH twinbit_leak *step, const void *a, const int8_t *b, void *out)
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
            int32_t x = twinbit_get(a, rows.a + i * stride_a, step->width) - step->zero_point_a;
            int32_t slope = b[rows.b + i * stride_b] - step->zero_point_b;
            int32_t y = x >= 0 ? twinbit_finish(&step->above, x, 0)
                               : twinbit_finish(&step->below, twinbit_wrapping_mul(x, slope), 0);
            twinbit_put(out, o++, step->width, y);
        }
    } while (twinbit_next_row(broadcast, &rows));
}
