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

static inline void twinbit_dots_s8(
    const int8_t *x0, const int8_t *x1, const int8_t *w0, const int8_t *w1, int32_t count, int32_t *sums0,
    int32_t *sums1)
{
    int32_t sum00 = sums0[0];
    int32_t sum01 = sums0[1];
    int32_t sum10 = sums1[0];
    int32_t sum11 = sums1[1];
    for (; count > 0; count -= 16) {
        mve_pred16_t lanes = vctp8q((uint32_t)count);
        int8x16_t a = vldrbq_z_s8(x0, lanes);
        int8x16_t b = vldrbq_z_s8(x1, lanes);
        int8x16_t c = vldrbq_z_s8(w0, lanes);
        int8x16_t d = vldrbq_z_s8(w1, lanes);
        sum00 = vmladavaq_s8(sum00, a, c);
        sum01 = vmladavaq_s8(sum01, a, d);
        sum10 = vmladavaq_s8(sum10, b, c);
        sum11 = vmladavaq_s8(sum11, b, d);
        x0 += 16;
        x1 += 16;
        w0 += 16;
        w1 += 16;
    }
    sums0[0] = sum00;
    sums0[1] = sum01;
    sums1[0] = sum10;
    sums1[1] = sum11;
}

static inline twinbit_four twinbit_add_products(twinbit_four sums, const int8_t *x, const int8_t *w)
{
    return vaddq_s32(sums, vmulq_s32(vldrbq_s32(x), vldrbq_s32(w)));
}

#endif
