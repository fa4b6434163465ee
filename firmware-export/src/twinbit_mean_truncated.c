#include "twinbit_reduce.h"

static int32_t apply(const TWINBIT_FLASH twinbit_truncated_mean *step, int32_t sum)
{
    return sum / step->count;
}

void twinbit_mean_truncated(const TWINBIT_FLASH twinbit_truncated_mean *step, const void *in, void *out)
{
    const TWINBIT_FLASH twinbit_reduction *r = &step->reduction;
    twinbit_place place = {0, {0}};
    int32_t o = 0;
    do {
        twinbit_put(out, o++, r->width, apply(step, twinbit_sum_from(r, in, place.offset)));
    } while (twinbit_advance(&place, r->kept, r->kept_strides, r->kept_rank));
}
