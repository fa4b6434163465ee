#include "twinbit_reduction.h"
#include "twinbit_transcendental.h"

#define TO_INT8 7 /* output in steps of 2^-7 */

void twinbit_l2_normalization_s8(const TWINBIT_FLASH twinbit_norm *step, const int8_t *in, int8_t *out)
{
    int32_t row;
    int32_t i;
    for (row = 0; row < step->rows; row++) {
        int32_t squares = 0;
        twinbit_multiplier factor;
        for (i = 0; i < step->depth; i++) {
            int32_t x = in[i] - step->zero_point;
            squares = twinbit_wrapping_add(squares, x * x);
        }
        factor = twinbit_inverse_square_root(squares);
        for (i = 0; i < step->depth; i++) {
            int32_t steps = twinbit_multiply(
                in[i] - step->zero_point, factor.mantissa, factor.shift + TO_INT8, step->rounding);
            out[i] = (int8_t)twinbit_clamp(steps, INT8_MIN, INT8_MAX);
        }
        in += step->depth;
        out += step->depth;
    }
}
