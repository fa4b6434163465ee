#include "twinbit_quantize.h"
#include "twinbit_reduce.h"

/* The product is stored, so that no compiler fuses it with the sum behind it. */
static int32_t apply(const TWINBIT_FLASH twinbit_real_mean *step, int32_t sum)
{
    float mean = (float)sum / (float)step->count;
    volatile float product = mean * step->scale;
    int32_t rounded = twinbit_round(product + step->bias);
    return twinbit_clamp(rounded, step->min - step->zero_point, step->max - step->zero_point) + step->zero_point;
}

void twinbit_mean_f32(const TWINBIT_FLASH twinbit_real_mean *step, const void *in, void *out)
{
    const TWINBIT_FLASH twinbit_reduction *r = &step->reduction;
    twinbit_place place = {0, {0}};
    int32_t o = 0;
    do {
        twinbit_put(out, o++, r->width, apply(step, twinbit_sum_from(r, in, place.offset)));
    } while (twinbit_advance(&place, r->kept, r->kept_strides, r->kept_rank));
}
