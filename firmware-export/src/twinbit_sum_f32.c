#include "twinbit_quantize.h"
#include "twinbit_reduce.h"

/* The product is stored, so that no compiler fuses it with the sum behind it. */
static int32_t apply(const TWINBIT_FLASH twinbit_real_sum *step, int32_t sum)
{
    volatile float product = (float)sum * step->scale;
    return twinbit_wrapping_add(twinbit_round(product + step->bias), step->zero_point);
}

void twinbit_sum_f32(const TWINBIT_FLASH twinbit_real_sum *step, const void *in, void *out)
{
    const TWINBIT_FLASH twinbit_reduction *r = &step->reduction;
    twinbit_place place = {0, {0}};
    int32_t o = 0;
    do {
        twinbit_put(out, o++, r->width, apply(step, twinbit_sum_from(r, in, place.offset)));
    } while (twinbit_advance(&place, r->kept, r->kept_strides, r->kept_rank));
}
