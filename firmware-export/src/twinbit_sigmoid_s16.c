#include "twinbit_elementwise.h"
#include "twinbit_sigmoid.h"

void twinbit_sigmoid_s16(const TWINBIT_FLASH twinbit_sigmoid *step, const int16_t *in, int16_t *out)
{
    int32_t half = step->shift > 0 ? twinbit_shift_left(1, step->shift - 1) : 0;
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        int32_t x = twinbit_wrapping_add(twinbit_wrapping_mul(in[i], step->multiplier), half) >> step->shift;
        out[i] = (int16_t)(step->tanh ? twinbit_tanh(x, step->table) : twinbit_logistic(x, step->table));
    }
}
