#include "twinbit_reduction.h"
#include "twinbit_transcendental.h"

#define SUM_INTEGER_BITS 12 /* the sum is in Q12.19 */

static int32_t shift_right(int32_t x, int32_t exponent, uint8_t truncates)
{
    return truncates ? x >> exponent : twinbit_divide_by_power_of_two(x, exponent);
}

void twinbit_softmax_s8(const TWINBIT_FLASH twinbit_softmax *step, const int8_t *in, void *out)
{
    int32_t o = 0;
    int32_t row;
    int32_t i;
    for (row = 0; row < step->rows; row++) {
        int32_t max = INT8_MIN;
        int32_t sum = 0;
        int32_t headroom;
        int32_t reciprocal;
        int32_t shift;
        for (i = 0; i < step->depth; i++) {
            max = twinbit_max(max, in[i]);
        }
        for (i = 0; i < step->depth; i++) {
            sum += shift_right(step->exponentials[max - in[i]], SUM_INTEGER_BITS, step->truncates);
        }
        headroom = twinbit_leading_zeros((uint32_t)sum);
        reciprocal = twinbit_one_over_one_plus((int32_t)(((uint32_t)sum << headroom) - 0x80000000u));
        shift = SUM_INTEGER_BITS - headroom + 31 - (step->to_int16 ? 16 : 8);
        for (i = 0; i < step->depth; i++) {
            int32_t probability = twinbit_high_mul(reciprocal, step->exponentials[max - in[i]]);
            int32_t steps = shift > 31 ? 0 : shift_right(probability, shift, step->truncates);
            if (step->to_int16) {
                ((int16_t *)out)[o++] = (int16_t)twinbit_min(steps + INT16_MIN, INT16_MAX);
            } else {
                ((int8_t *)out)[o++] = (int8_t)twinbit_min(steps + INT8_MIN, INT8_MAX);
            }
        }
        in += step->depth;
    }
}
