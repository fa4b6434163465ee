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

static inline twinbit_four twinbit_add_products(twinbit_four sums, const int8_t *x, const int8_t *w)
{
    return vaddq_s32(sums, vmulq_s32(vldrbq_s32(x), vldrbq_s32(w)));
}

#endif
