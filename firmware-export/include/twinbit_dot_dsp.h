/*
 * Products of int8 with the DSP extension of Cortex-M4, M7 and M33, the same sums as in plain C: bytes 0 and 2, then 1 and
 * 3 of four are widened to pairs of 16 bits, and __smlad adds the two products of a pair, modulo 2^32.
 */
#ifndef TWINBIT_DOT_DSP_H
#define TWINBIT_DOT_DSP_H

#include <arm_acle.h>
#include <string.h>

#include "twinbit_common.h"

/* Four bytes, wherever they lie. */
static inline int8x4_t twinbit_word(const int8_t *bytes)
{
    int8x4_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The rotation costs nothing in this instruction, but has no intrinsic. */
static inline int16x2_t twinbit_odd_bytes(int8x4_t word)
{
    int16x2_t pair;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(word));
    return pair;
}

static inline int32_t twinbit_dot_s8(const int8_t *x, const int8_t *w, int32_t count)
{
    int32_t sum = 0;
    for (; count >= 4; count -= 4) {
        int8x4_t a = twinbit_word(x);
        int8x4_t b = twinbit_word(w);
        sum = __smlad(__sxtb16(a), __sxtb16(b), sum);
        sum = __smlad(twinbit_odd_bytes(a), twinbit_odd_bytes(b), sum);
        x += 4;
        w += 4;
    }
    while (count-- > 0) {
        sum = __smlabb(*x++, *w++, sum);
    }
    return sum;
}

static inline void twinbit_dots_s8(
    const int8_t *x0, const int8_t *x1, const int8_t *w0, const int8_t *w1, int32_t count, int32_t *sums0,
    int32_t *sums1)
{
    int32_t sum00 = sums0[0];
    int32_t sum01 = sums0[1];
    int32_t sum10 = sums1[0];
    int32_t sum11 = sums1[1];
    for (; count >= 4; count -= 4) {
        int8x4_t a = twinbit_word(x0);
        int8x4_t b = twinbit_word(x1);
        int8x4_t c = twinbit_word(w0);
        int16x2_t a0 = __sxtb16(a);
        int16x2_t a1 = twinbit_odd_bytes(a);
        int16x2_t b0 = __sxtb16(b);
        int16x2_t b1 = twinbit_odd_bytes(b);
        int16x2_t pair = __sxtb16(c);
        sum00 = __smlad(a0, pair, sum00);
        sum10 = __smlad(b0, pair, sum10);
        pair = twinbit_odd_bytes(c);
        sum00 = __smlad(a1, pair, sum00);
        sum10 = __smlad(b1, pair, sum10);
        c = twinbit_word(w1);
        pair = __sxtb16(c);
        sum01 = __smlad(a0, pair, sum01);
        sum11 = __smlad(b0, pair, sum11);
        pair = twinbit_odd_bytes(c);
        sum01 = __smlad(a1, pair, sum01);
        sum11 = __smlad(b1, pair, sum11);
        x0 += 4;
        x1 += 4;
        w0 += 4;
        w1 += 4;
        __asm__("" : "+r"(x0), "+r"(x1), "+r"(w0), "+r"(w1)); /* or GCC makes of four pointers a sum each */
    }
    for (; count > 0; count--) {
        sum00 = __smlabb(*x0, *w0, sum00);
        sum01 = __smlabb(*x0++, *w1, sum01);
        sum10 = __smlabb(*x1, *w0++, sum10);
        sum11 = __smlabb(*x1++, *w1++, sum11);
    }
    sums0[0] = sum00;
    sums0[1] = sum01;
    sums1[0] = sum10;
    sums1[1] = sum11;
}

static inline twinbit_four twinbit_add_products(twinbit_four sums, const int8_t *x, const int8_t *w)
{
    int8x4_t a = twinbit_word(x);
    int8x4_t b = twinbit_word(w);
    int16x2_t even_a = __sxtb16(a);
    int16x2_t even_b = __sxtb16(b);
    int16x2_t odd_a = twinbit_odd_bytes(a);
    int16x2_t odd_b = twinbit_odd_bytes(b);
    sums.s0 = __smlabb(even_a, even_b, sums.s0);
    sums.s1 = __smlabb(odd_a, odd_b, sums.s1);
    sums.s2 = __smlatt(even_a, even_b, sums.s2);
    sums.s3 = __smlatt(odd_a, odd_b, sums.s3);
    return sums;
}

#endif
