#include "twinbit_rows.h"
#include "twinbit_transcendental.h"

/*
 * What gemmlowp's RoundingDivideByPOT gives for exponents above 31 on machines that shift by the exponent modulo 32,
 * which C leaves open: its mask is all ones, so that whatever is not negative is rounded up.
 */
static int32_t beyond(int32_t x, int32_t exponent)
{
    return (x >> (exponent & 31)) + (x >= 0);
}

/* x / y * factor, y not negative: both brought to 31 bits, the divisor as its reciprocal. */
static int32_t quotient(const TWINBIT_FLASH twinbit_quotient *step, int32_t x, int32_t y)
{
    int32_t headroom_y = twinbit_leading_zeros((uint32_t)y);
    int32_t normal_y = (int32_t)(((uint32_t)y << (headroom_y & 31)) - 0x80000000u);
    int32_t headroom_x = twinbit_leading_zeros((uint32_t)(x < 0 ? ~x : x)) - 1;
    int32_t unscaled = twinbit_high_mul(twinbit_shift_left(x, headroom_x), twinbit_one_over_one_plus(normal_y));
    int32_t shift = step->factor.shift - (31 - headroom_y) - headroom_x;
    return shift >= -31 ? twinbit_multiply(unscaled, step->factor.mantissa, shift, step->rounding)
                        : beyond(twinbit_high_mul(unscaled, step->factor.mantissa), -shift);
}

void twinbit_div_s8(const TWINBIT_FLASH twinbit_quotient *step, const int8_t *a, const int8_t *b, int8_t *out)
{
    const TWINBIT_FLASH twinbit_broadcast *broadcast = &step->broadcast;
    int32_t count = twinbit_innermost(broadcast, broadcast->dims);
    int32_t stride_a = twinbit_innermost(broadcast, broadcast->strides_a);
    int32_t stride_b = twinbit_innermost(broadcast, broadcast->strides_b);
    twinbit_rows rows = {0, 0, 0, {0}};
    int32_t i;
    do {
        for (i = 0; i < count; i++) {
            int32_t x = a[rows.a + i * stride_a] - step->zero_point_a;
            int32_t y = b[rows.b + i * stride_b] - step->zero_point_b;
            int32_t scaled = y < 0 ? quotient(step, -x, -y) : quotient(step, x, y);
            *out++ = (int8_t)twinbit_clamp(twinbit_wrapping_add(scaled, step->zero_point), step->min, step->max);
        }
    } while (twinbit_next_row(broadcast, &rows));
}
