/* Products of int8 with the vectors of Cortex-M55, the same sums as in plain C: sixteen products an instruction. */
#ifndef TWINBIT_DOT_MVE_H
#define TWINBIT_DOT_MVE_H

#include <arm_mve.h>

#include "twinbit_common.h"

/* Lanes behind the last element are loaded as 0. */
static inline int32_t twinbit_dot_s8(const int8_t *x, const int8_t *w, int32_t count)
{
    int32_t sum = 0;
    for (; count > 0; count -= 16) {
        mve_pred16_t lanes = vctp8q((uint32_t)count);
        sum = vmladavaq_s8(sum, vldrbq_z_s8(x, lanes), vldrbq_z_s8(w, lanes));
        x += 16;
        w += 16;
    }
    return sum;
}

/* Four rows of weights, row elements apart; the sums are added to. */
static inline void twinbit_dot_rows_s8(const int8_t *x, const int8_t *w, int32_t row, int32_t count, int32_t *sums)
{
    const int8_t *w1 = w + row;
    const int8_t *w2 = w1 + row;
    const int8_t *w3 = w2 + row;
    int32_t sum0 = sums[0];
    int32_t sum1 = sums[1];
    int32_t sum2 = sums[2];
    int32_t sum3 = sums[3];
    for (; count > 0; count -= 16) {
        mve_pred16_t lanes = vctp8q((uint32_t)count);
        int8x16_t a = vldrbq_z_s8(x, lanes);
        sum0 = vmladavaq_s8(sum0, a, vldrbq_z_s8(w, lanes));
        sum1 = vmladavaq_s8(sum1, a, vldrbq_z_s8(w1, lanes));
        sum2 = vmladavaq_s8(sum2, a, vldrbq_z_s8(w2, lanes));
        sum3 = vmladavaq_s8(sum3, a, vldrbq_z_s8(w3, lanes));
        x += 16;
        w += 16;
        w1 += 16;
        w2 += 16;
        w3 += 16;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

static inline twinbit_four twinbit_add_products(twinbit_four sums, const int8_t *x, const int8_t *w)
{
    return vaddq_s32(sums, vmulq_s32(vldrbq_s32(x), vldrbq_s32(w)));
}

#endif
