#include "twinbit_elements.h"
#include "twinbit_rows.h"

void twinbit_mul(const TWINBIT_FLASH twinbit_product *step, const void *a, const void *b, void *out)
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
            int32_t y = twinbit_get(b, rows.b + i * stride_b, step->width) - step->zero_point_b;
            twinbit_put(out, o++, step->width, twinbit_finish(&step->stage, twinbit_wrapping_mul(x, y), 0));
        }
    } while (twinbit_next_row(broadcast, &rows));
}
