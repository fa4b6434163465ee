#include "twinbit_reduce.h"

static int32_t apply(const TWINBIT_FLASH twinbit_divided_sum *step, int32_t sum)
{
    int32_t half = step->count / 2;
    int32_t scaled = twinbit_multiply(
        twinbit_wrapping_add(step->bias, sum), step->factor.mantissa, step->factor.shift, step->rounding);
    int32_t mean = twinbit_wrapping_add(scaled, scaled > 0 ? half : -half) / step->count;
    return twinbit_clamp(twinbit_wrapping_add(mean, step->zero_point), step->min, step->max);
}

void twinbit_mean_requantized(const TWINBIT_FLASH twinbit_divided_sum *step, const void *in, void *out)
{
    const TWINBIT_FLASH twinbit_reduction *r = &step->reduction;
    twinbit_place place = {0, {0}};
    int32_t o = 0;
    do {
        twinbit_put(out, o++, r->width, apply(step, twinbit_sum_from(r, in, place.offset)));
    } while (twinbit_advance(&place, r->kept, r->kept_strides, r->kept_rank));
}
