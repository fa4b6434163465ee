/* Functions of gemmlowp's fixedpoint/fixedpoint.h. A number in Qm.n is an int32_t that stands for raw * 2^-n. */
#ifndef TWINBIT_TRANSCENDENTAL_H
#define TWINBIT_TRANSCENDENTAL_H

#include "twinbit_requantize.h"

/* x * 2^exponent, saturating; exponent 1 to 30. */
static inline int32_t twinbit_multiply_by_power_of_two(int32_t x, int32_t exponent)
{
    int32_t limit = (int32_t)(((uint32_t)1 << (31 - exponent)) - 1u);
    if (x > limit) {
        return INT32_MAX;
    }
    return x < -limit ? INT32_MIN : twinbit_shift_left(x, exponent);
}

/* 2 / (1 + a) in Q2.29 of a in Q0.31 within [0, 1], by Newton's method from a straight line. */
static inline int32_t twinbit_two_over_one_plus(int32_t a)
{
    int32_t half_denominator = (int32_t)(((int64_t)a + INT32_MAX + 1) / 2);
    int32_t x = 1515870810 + twinbit_high_mul(half_denominator, -1010580540);
    int32_t step;
    for (step = 0; step < 3; step++) {
        int32_t error = twinbit_wrapping_sub((int32_t)1 << 29, twinbit_high_mul(half_denominator, x));
        x = twinbit_wrapping_add(x, twinbit_multiply_by_power_of_two(twinbit_high_mul(x, error), 2));
    }
    return x;
}

/* 1 / (1 + a) in Q0.31 of the same. */
static inline int32_t twinbit_one_over_one_plus(int32_t a)
{
    return twinbit_multiply_by_power_of_two(twinbit_two_over_one_plus(a), 1);
}

/* Zeros before the first one; 32 of 0. */
static inline int32_t twinbit_leading_zeros(uint32_t x)
{
    int32_t zeros = 0;
    while (zeros < 32 && !(x & 0x80000000u)) {
        x <<= 1;
        zeros++;
    }
    return zeros;
}

/* log(r) + log(2) / 4 in Q6.25 of r in Q0.31 near 2^(-1/4), by a quotient of polynomials. */
static inline int32_t twinbit_log_near_root(int32_t r)
{
    int32_t mean = (int32_t)(((int64_t)r + 1805811301 + 1) / 2);
    int32_t difference = twinbit_wrapping_mul(2, r - 1805811301);
    int32_t square = twinbit_high_mul(difference, difference);
    int32_t numerator = twinbit_high_mul(difference, r)
        + twinbit_high_mul(twinbit_high_mul(difference, square), 117049297);
    int32_t denominator = twinbit_high_mul(
                              mean, 1057819769 + difference + twinbit_high_mul(127690142, square))
        + twinbit_high_mul(638450708, difference);
    return twinbit_high_mul(twinbit_divide_by_power_of_two(numerator, 6), twinbit_one_over_one_plus(denominator));
}

/*
 * log(x) in Q5.26 of x at least 1 in Q12.19: x = r * 2^k with r near 2^(-1/4), from above or from below. Sums have 6
 * integer bits, so that the last one does not saturate.
 */
static inline int32_t twinbit_log(int32_t x)
{
    int32_t headroom = twinbit_leading_zeros((uint32_t)x);
    int32_t above = twinbit_multiply_by_power_of_two(
        twinbit_high_mul(twinbit_multiply_by_power_of_two(x, headroom - 1), 1518500250), 1);
    int32_t power_above = twinbit_shift_left(12 - headroom, 25) + ((int32_t)1 << 23);
    int32_t headroom_below = twinbit_leading_zeros((uint32_t)twinbit_high_mul(x, 1518500250)) - 1;
    int32_t below = twinbit_multiply_by_power_of_two(x, headroom_below);
    int32_t power_below = twinbit_shift_left(12 - headroom_below, 25) - ((int32_t)1 << 23);
    int32_t power = twinbit_max(power_above, power_below);
    int32_t log = twinbit_high_mul(power, 1488522236) + twinbit_log_near_root(twinbit_min(above, below));
    return twinbit_multiply_by_power_of_two(log, 1);
}

/*
 * 1 / sqrt(x) of x >= 1: normalized to [1/2, 2) by an even shift, then five steps of Newton's method in Q3.28. 1, whose
 * root does not fit, is a little below.
 */
static inline twinbit_multiplier twinbit_inverse_square_root(int32_t x)
{
    const int32_t one = (int32_t)1 << 28;
    int32_t too_large = x >= ((int32_t)1 << 29);
    int32_t fitting = too_large ? x / 4 : x;
    int32_t pairs = (twinbit_leading_zeros((uint32_t)fitting) - 1) / 2 - 1;
    int32_t right = 11 + too_large - pairs;
    int32_t half = twinbit_divide_by_power_of_two(twinbit_shift_left(fitting, 2 * pairs) >> 1, 1);
    int32_t root = one;
    int32_t step;
    twinbit_multiplier result = {INT32_MAX, 0};
    if (x <= 1) {
        return result;
    }
    for (step = 0; step < 5; step++) {
        int32_t cube = twinbit_multiply_by_power_of_two(
            twinbit_high_mul(twinbit_high_mul(root, root), root), 6);
        int32_t change = twinbit_high_mul(one + one / 2, root) - twinbit_high_mul(half, cube);
        root = twinbit_multiply_by_power_of_two(change, 3);
    }
    result.mantissa = twinbit_shift_left(twinbit_high_mul(root, 1518500250), right < 0 ? -right : 0);
    result.shift = right > 0 ? -right : 0;
    return result;
}

#endif
