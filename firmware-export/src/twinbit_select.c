#include "twinbit_elements.h"
#include "twinbit_rows.h"

void twinbit_select(
    const TWINBIT_FLASH twinbit_selection *step, const void *a, const void *b, const uint8_t *condition, void *out)
{
    const TWINBIT_FLASH twinbit_broadcast *broadcast = &step->broadcast;
    int32_t count = twinbit_innermost(broadcast, broadcast->dims);
    int32_t stride_a = twinbit_innermost(broadcast, broadcast->strides_a);
    int32_t stride_b = twinbit_innermost(broadcast, broadcast->strides_b);
    int32_t stride_c = twinbit_innermost(broadcast, broadcast->strides_c);
    twinbit_rows rows = {0, 0, 0, {0}};
    int32_t o = 0;
    int32_t i;
    do {
        for (i = 0; i < count; i++) {
            int32_t value = condition[rows.c + i * stride_c] != 0
                                ? twinbit_get(a, rows.a + i * stride_a, step->width)
                                : twinbit_get(b, rows.b + i * stride_b, step->width);
            twinbit_put(out, o++, step->width, value);
        }
    } while (twinbit_next_row(broadcast, &rows));
}
