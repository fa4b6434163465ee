/*
 * Logistic and hyperbolic tangent of int16 by linear interpolation in one table of 256 sigmoids, in Q0.16, a step being
 * 1/24. The argument is three times a number in Q3.12, so that 512 steps of it are 1/24.
 */
#ifndef TWINBIT_SIGMOID_H
#define TWINBIT_SIGMOID_H

#include "twinbit_common.h"

/* Table entry and bits of fraction, in Q0.(16 + bits); beyond from the last entry on. */
static inline int32_t twinbit_interpolate(
    int32_t magnitude, int32_t bits, const TWINBIT_FLASH uint16_t *table, int32_t beyond)
{
    int32_t entry = magnitude >> bits;
    int32_t fraction;
    if (entry >= 255) {
        return beyond;
    }
    fraction = magnitude & (int32_t)(((uint32_t)1 << bits) - 1u);
    return twinbit_shift_left(table[entry], bits) + fraction * ((int32_t)table[entry + 1] - (int32_t)table[entry]);
}

/* In Q0.15. */
static inline int32_t twinbit_logistic(int32_t x, const TWINBIT_FLASH uint16_t *table)
{
    int32_t result = twinbit_interpolate(x < 0 ? -x : x, 9, table, (int32_t)0x7FFF * 1024);
    int32_t half = 512;
    return (x >= 0 ? result + half : ((int32_t)1 << 25) - result + half - 1) >> 10;
}

/* In Q0.15. */
static inline int32_t twinbit_tanh(int32_t x, const TWINBIT_FLASH uint16_t *table)
{
    int32_t result = twinbit_interpolate(x < 0 ? -x : x, 8, table, (int32_t)0xFFFF * 256) - ((int32_t)1 << 23);
    int32_t half = 128;
    return (x >= 0 ? result + half : -result + half - 1) >> 8;
}

#endif
