#include "twinbit_broadcast.h"

void twinbit_add_n_s8(const TWINBIT_FLASH twinbit_total *step, const int8_t *const *inputs, int8_t *out)
{
    int32_t i;
    int32_t k;
    for (i = 0; i < step->elements; i++) {
        int32_t sum = step->start;
        for (k = 0; k < step->inputs; k++) {
            sum = twinbit_wrapping_add(sum, twinbit_rescale(&step->input, inputs[k][i]));
        }
        out[i] = (int8_t)twinbit_finish(&step->stage, sum, 0);
    }
}
