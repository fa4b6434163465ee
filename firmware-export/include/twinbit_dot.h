/* Dot products of a row of inputs with rows of weights. */
#ifndef TWINBIT_DOT_H
#define TWINBIT_DOT_H

#include "twinbit_common.h"

/* The sum modulo 2^32. */
static inline int32_t twinbit_dot_s8(const int8_t *x, const TWINBIT_FLASH int8_t *w, int32_t count)
{
    int32_t sum = 0;
    int32_t i;
    for (i = 0; i < count; i++) {
        sum = twinbit_wrapping_add(sum, (int32_t)x[i] * w[i]);
    }
    return sum;
}

/* Weight number i of those that are packed two in a byte, the first one in the low nibble. */
static inline int32_t twinbit_int4(const TWINBIT_FLASH int8_t *w, int32_t i)
{
    int32_t pair = w[i >> 1];
    return i & 1 ? pair >> 4 : (int32_t)((uint32_t)pair << 28) >> 28;
}

/* The same with packed weights, from number first on. */
static inline int32_t twinbit_dot_s4(const int8_t *x, const TWINBIT_FLASH int8_t *w, int32_t first, int32_t count)
{
    int32_t sum = 0;
    int32_t i;
    for (i = 0; i < count; i++) {
        sum = twinbit_wrapping_add(sum, x[i] * twinbit_int4(w, first + i));
    }
    return sum;
}

/* The exact sum. */
static inline int64_t twinbit_dot_s16(const int16_t *x, const TWINBIT_FLASH int8_t *w, int32_t count)
{
    int64_t sum = 0;
    int32_t i;
    for (i = 0; i < count; i++) {
        sum += (int32_t)x[i] * w[i];
    }
    return sum;
}

#endif
