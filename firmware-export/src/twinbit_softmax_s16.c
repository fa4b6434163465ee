#include "twinbit_reduction.h"
#include "twinbit_transcendental.h"

static int32_t saturated(int32_t x)
{
    return twinbit_clamp(x, INT16_MIN, INT16_MAX);
}

/* Nine bits of x choose a value of the table, the other seven are the way to the next. */
static int32_t interpolate(const TWINBIT_FLASH int16_t *table, int32_t x)
{
    int32_t index = 256 + (x >> 7);
    int32_t slope = (int16_t)((int32_t)table[index + 1] - (int32_t)table[index]);
    return (int16_t)(table[index] + ((slope * (x & 0x7F) + 64) >> 7));
}

/* Puts the exponentials, in Q0.15, where the outputs will be; returns their sum, in Q16.15. */
static int32_t exponentials(const TWINBIT_FLASH twinbit_softmax_int16 *step, const int16_t *in, int16_t *out)
{
    int32_t max = INT16_MIN;
    int32_t sum = 0;
    int32_t i;
    for (i = 0; i < step->depth; i++) {
        max = twinbit_max(max, in[i]);
    }
    for (i = 0; i < step->depth; i++) {
        int32_t place = twinbit_multiply(in[i] - max, step->factor.mantissa, step->factor.shift, step->rounding);
        int32_t exponential = interpolate(step->exponential, saturated(twinbit_wrapping_add(place, INT16_MAX)));
        out[i] = (int16_t)exponential;
        sum += exponential;
    }
    return sum;
}

/* The sum is brought to [1, 2) in Q1.16, whose reciprocal the table has. */
static void divide(const TWINBIT_FLASH twinbit_softmax_int16 *step, int32_t sum, int16_t *out)
{
    int32_t headroom = twinbit_leading_zeros((uint32_t)sum);
    int32_t normal = (int32_t)((((int64_t)sum << (headroom - 1)) + (1 << 13)) >> 14);
    int32_t reciprocal = interpolate(step->reciprocal, saturated(normal - ((int32_t)1 << 15) - ((int32_t)1 << 16)));
    int32_t shift = 31 - headroom;
    int32_t i;
    for (i = 0; i < step->depth; i++) {
        int64_t product = (int64_t)out[i] * reciprocal;
        int32_t probability = (int32_t)((product + ((int64_t)1 << (shift - 1))) >> shift);
        out[i] = (int16_t)(step->wraps ? probability : twinbit_clamp(probability, 0, INT16_MAX));
    }
}

void twinbit_softmax_s16(const TWINBIT_FLASH twinbit_softmax_int16 *step, const int16_t *in, int16_t *out)
{
    int32_t row;
    for (row = 0; row < step->rows; row++) {
        divide(step, exponentials(step, in, out), out);
        in += step->depth;
        out += step->depth;
    }
}
