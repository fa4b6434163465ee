/* The roundings of two steps with the vectors of Cortex-M55: four channels at once. */
#ifndef TWINBIT_FINISH_MVE_H
#define TWINBIT_FINISH_MVE_H

#include <arm_mve.h>

#include "twinbit_requantize.h"

static inline int twinbit_is_vector_stage(const twinbit_output_stage *stage)
{
#ifdef TWINBIT_REAL
    if (stage->factors) {
        return 0;
    }
#endif
    return TWINBIT_ROUNDING_OF(stage->rounding) != TWINBIT_SINGLE;
}

/*
 * vqrdmulh is twinbit_high_mul, for mantissas are not negative; vrshl rounds half up while it shifts right. One less before
 * it where x is negative and is shifted makes that half away from zero.
 */
static inline void twinbit_finish_vector(
    const twinbit_output_stage *stage, const int32_t *sums, int32_t first, int32_t count, int8_t *out)
{
    mve_pred16_t lanes = vctp32q((uint32_t)count);
    int32x4_t x = vldrwq_z_s32(sums, lanes);
    int32x4_t mantissas;
    int32x4_t shifts;
    int32x4_t right;
    if (stage->per_channel) {
        mantissas = vldrwq_z_s32(stage->mantissas + first, lanes);
        shifts = vldrbq_z_s32(stage->shifts + first, lanes);
    } else {
        mantissas = vdupq_n_s32(stage->mantissas[0]);
        shifts = vdupq_n_s32(stage->shifts[0]);
    }
    right = vminq_s32(shifts, vdupq_n_s32(0));
    x = vqrdmulhq_s32(vshlq_s32(x, vmaxq_s32(shifts, vdupq_n_s32(0))), mantissas);
    if (TWINBIT_ROUNDING_OF(stage->rounding) == TWINBIT_DOUBLE) {
        x = vqaddq_s32(x, vshrq_n_s32(vandq_s32(x, right), 31));
    }
    x = vaddq_n_s32(vrshlq_s32(x, right), stage->zero_point);
    x = vminq_s32(vmaxq_s32(x, vdupq_n_s32(stage->min)), vdupq_n_s32(stage->max));
    vstrbq_p_s32(out, x, lanes);
}

#endif
