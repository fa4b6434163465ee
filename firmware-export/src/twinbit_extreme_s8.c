#include "twinbit_places.h"
#include "twinbit_reduction.h"

static int8_t extreme(const TWINBIT_FLASH twinbit_extreme *step, const int8_t *in)
{
    const TWINBIT_FLASH twinbit_reduction *r = &step->reduction;
    twinbit_place place = {0, {0}};
    int8_t extreme = in[0];
    while (twinbit_advance(&place, r->reduced, r->reduced_strides, r->reduced_rank)) {
        int8_t x = in[place.offset];
        if (step->greatest ? x > extreme : x < extreme) {
            extreme = x;
        }
    }
    return extreme;
}

void twinbit_extreme_s8(const TWINBIT_FLASH twinbit_extreme *step, const int8_t *in, int8_t *out)
{
    const TWINBIT_FLASH twinbit_reduction *r = &step->reduction;
    twinbit_place place = {0, {0}};
    do {
        *out++ = extreme(step, in + place.offset);
    } while (twinbit_advance(&place, r->kept, r->kept_strides, r->kept_rank));
}
