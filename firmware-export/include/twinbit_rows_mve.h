/* A row of inputs with several rows of weights, with the vectors of Cortex-M55. */
#ifndef TWINBIT_ROWS_MVE_H
#define TWINBIT_ROWS_MVE_H

#include <arm_mve.h>

#include "twinbit_common.h"

/*
 * Adds to the sums of x with four rows of weights, row elements apart. Sixteen elements at a time; the rest with lanes
 * that are loaded as 0.
 */
static TWINBIT_NOINLINE void twinbit_dot_rows_s8(
    const int8_t *x, const int8_t *w, int32_t row, int32_t count, int32_t *sums)
{
    const int8_t *w1 = w + row;
    const int8_t *w2 = w1 + row;
    const int8_t *w3 = w2 + row;
    const int8_t *end = x + (count & ~15);
    mve_pred16_t lanes = vctp8q((uint32_t)(count & 15));
    int32_t sum0 = sums[0];
    int32_t sum1 = sums[1];
    int32_t sum2 = sums[2];
    int32_t sum3 = sums[3];
    int8x16_t a;
    for (; x < end; x += 16) {
        a = vldrbq_s8(x);
        sum0 = vmladavaq_s8(sum0, a, vldrbq_s8(w));
        sum1 = vmladavaq_s8(sum1, a, vldrbq_s8(w1));
        sum2 = vmladavaq_s8(sum2, a, vldrbq_s8(w2));
        sum3 = vmladavaq_s8(sum3, a, vldrbq_s8(w3));
        w += 16;
        w1 += 16;
        w2 += 16;
        w3 += 16;
        __asm__("" : "+r"(x), "+r"(w), "+r"(w1), "+r"(w2), "+r"(w3)); /* or GCC makes of five pointers a sum each */
    }
    a = vldrbq_z_s8(x, lanes);
    sums[0] = vmladavaq_s8(sum0, a, vldrbq_z_s8(w, lanes));
    sums[1] = vmladavaq_s8(sum1, a, vldrbq_z_s8(w1, lanes));
    sums[2] = vmladavaq_s8(sum2, a, vldrbq_z_s8(w2, lanes));
    sums[3] = vmladavaq_s8(sum3, a, vldrbq_z_s8(w3, lanes));
}

#endif
