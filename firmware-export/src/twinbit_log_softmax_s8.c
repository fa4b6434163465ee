#include "twinbit_reduction.h"
#include "twinbit_transcendental.h"

#define SUM_INTEGER_BITS 12 /* the sum is in Q12.19 */
#define TO_INT8 22          /* from Q5.26 to steps of 1/16 */

static void one_row(const TWINBIT_FLASH twinbit_logs *step, const int8_t *in, int8_t *out)
{
    int32_t max = INT8_MIN;
    int32_t sum = 0;
    int32_t log;
    int32_t lowest;
    int32_t i;
    for (i = 0; i < step->depth; i++) {
        max = twinbit_max(max, in[i]);
    }
    for (i = 0; i < step->depth; i++) {
        sum += twinbit_divide_by_power_of_two(step->exponentials[max - in[i]], SUM_INTEGER_BITS);
    }
    log = twinbit_log(sum);
    lowest = twinbit_multiply(
        twinbit_wrapping_add(log, INT32_MIN), step->per_unit.mantissa, step->per_unit.shift, step->rounding);
    lowest = twinbit_max(step->lowest, lowest);
    for (i = 0; i < step->depth; i++) {
        int32_t difference = in[i] - max;
        int32_t value = INT8_MIN;
        if (difference > lowest) {
            value = twinbit_divide_by_power_of_two(step->differences[-difference] - log, TO_INT8) + INT8_MAX;
        }
        out[i] = (int8_t)twinbit_clamp(value, INT8_MIN, INT8_MAX);
    }
}

void twinbit_log_softmax_s8(const TWINBIT_FLASH twinbit_logs *step, const int8_t *in, int8_t *out)
{
    int32_t row;
    for (row = 0; row < step->rows; row++) {
        one_row(step, in + row * step->depth, out + row * step->depth);
    }
}
