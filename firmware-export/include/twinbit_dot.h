/* Dot products of a row of inputs with rows of weights. */
#ifndef TWINBIT_DOT_H
#define TWINBIT_DOT_H

#include "twinbit_common.h"

#ifdef TWINBIT_MVE
#include <arm_mve.h>
typedef int32x4_t twinbit_four;
#else
/* The sums of four channels. */
typedef struct {
    int32_t s0;
    int32_t s1;
    int32_t s2;
    int32_t s3;
} twinbit_four;
#endif

#if defined(TWINBIT_MVE)
#include "twinbit_dot_mve.h"
#elif defined(TWINBIT_DSP)
#include "twinbit_dot_dsp.h"
#else

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

/* Two rows of inputs meet two rows of weights: sums0 are those of x0 with w0 and w1; the sums modulo 2^32 are added to. */
static inline void twinbit_dots_s8(
    const int8_t *x0, const int8_t *x1, const TWINBIT_FLASH int8_t *w0, const TWINBIT_FLASH int8_t *w1, int32_t count,
    int32_t *sums0, int32_t *sums1)
{
    int32_t sum00 = sums0[0];
    int32_t sum01 = sums0[1];
    int32_t sum10 = sums1[0];
    int32_t sum11 = sums1[1];
    int32_t i;
    for (i = 0; i < count; i++) {
        int32_t a = x0[i];
        int32_t b = x1[i];
        int32_t w = w0[i];
        sum00 = twinbit_wrapping_add(sum00, a * w);
        sum10 = twinbit_wrapping_add(sum10, b * w);
        w = w1[i];
        sum01 = twinbit_wrapping_add(sum01, a * w);
        sum11 = twinbit_wrapping_add(sum11, b * w);
    }
    sums0[0] = sum00;
    sums0[1] = sum01;
    sums1[0] = sum10;
    sums1[1] = sum11;
}

/* Adds the products of four channels, modulo 2^32. */
static inline twinbit_four twinbit_add_products(twinbit_four sums, const int8_t *x, const TWINBIT_FLASH int8_t *w)
{
    sums.s0 = twinbit_wrapping_add(sums.s0, (int32_t)x[0] * w[0]);
    sums.s1 = twinbit_wrapping_add(sums.s1, (int32_t)x[1] * w[1]);
    sums.s2 = twinbit_wrapping_add(sums.s2, (int32_t)x[2] * w[2]);
    sums.s3 = twinbit_wrapping_add(sums.s3, (int32_t)x[3] * w[3]);
    return sums;
}

#endif

/* Weight number i of those that are packed two in a byte, the first one in the low nibble. */
static inline int32_t twinbit_int4(const TWINBIT_FLASH int8_t *w, int32_t i)
{
    int32_t pair = w[i >> 1];
    return i & 1 ? pair >> 4 : (int32_t)((uint32_t)pair << 28) >> 28;
}

/* The sum modulo 2^32 with packed weights, from number first on. */
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
