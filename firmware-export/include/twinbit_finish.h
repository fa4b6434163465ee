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
    int32_t i;
#ifdef TWINBIT_MVE
    if (twinbit_is_vector_stage(stage)) {
        twinbit_finish_vector(stage, sums, first, count, out);
        return;
    }
#endif
    for (i = 0; i < count; i++) {
        out[i] = (int8_t)twinbit_finish(stage, sums[i], first + i);
    }
}

#endif
