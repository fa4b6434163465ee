/* Outputs of neighbouring channels. */
#ifndef TWINBIT_FINISH_H
#define TWINBIT_FINISH_H

#include "twinbit_requantize.h"

#ifdef TWINBIT_MVE
#include "twinbit_finish_mve.h"
#endif

/* Outputs of the channels first to first + count - 1, at most four, whose accumulators are sums. */
static inline void twinbit_finish_channels(
    const TWINBIT_FLASH twinbit_output_stage *stage, const int32_t *sums, int32_t first, int32_t count, int8_t *out)
{
    int32_t zero_point = stage->zero_point;
    int32_t min = stage->min;
    int32_t max = stage->max;
    int32_t step = stage->per_channel;
    const TWINBIT_FLASH int32_t *mantissas = stage->mantissas + first * step;
    const TWINBIT_FLASH int8_t *shifts = stage->shifts + first * step;
    const int32_t *end = sums + count;
#ifdef TWINBIT_MVE
    if (twinbit_is_vector_stage(stage)) {
        twinbit_finish_vector(stage, sums, first, count, out);
        return;
    }
#endif
#ifdef TWINBIT_REAL
    if (stage->factors) {
        for (; sums < end; sums++) {
            *out++ = (int8_t)twinbit_finish(stage, *sums, first++);
        }
        return;
    }
#endif
    for (; sums < end; sums++) {
        int32_t scaled = twinbit_multiply(*sums, *mantissas, *shifts, stage->rounding);
        *out++ = (int8_t)twinbit_clamp(twinbit_wrapping_add(scaled, zero_point), min, max);
        mantissas += step;
        shifts += step;
    }
}

#endif
