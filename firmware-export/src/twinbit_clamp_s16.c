#include "twinbit_elementwise.h"

void twinbit_clamp_s16(const TWINBIT_FLASH twinbit_bounds *step, const int16_t *in, int16_t *out)
{
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        out[i] = (int16_t)twinbit_clamp(in[i], step->min, step->max);
    }
}
