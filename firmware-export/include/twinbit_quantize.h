/* Real numbers to a tensor's integers and back, to the bit as the gateway does it. */
#ifndef TWINBIT_QUANTIZE_H
#define TWINBIT_QUANTIZE_H

#include "twinbit_common.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Half away from zero; saturates, and what is no number is 0. */
static inline int32_t twinbit_round(float x)
{
    float magnitude = x < 0.0f ? -x : x;
    int32_t rounded = 0;
    if (magnitude >= 2147483648.0f) {
        return x < 0.0f ? INT32_MIN : INT32_MAX;
    }
    if (magnitude > 0.0f) { /* not if it is no number */
        rounded = (int32_t)magnitude;
        rounded += magnitude - (float)rounded >= 0.5f;
    }
    return x < 0.0f ? -rounded : rounded;
}

/*
 * clamp(round(real / scale) + zero_point, min, max), divided in float32. No product meets a sum here, so that no compiler
 * can fuse them.
 */
static inline int32_t twinbit_quantize(float real, float scale, int32_t zero_point, int32_t min, int32_t max)
{
    return twinbit_clamp(twinbit_round(real / scale), min - zero_point, max - zero_point) + zero_point;
}

/* scale * (integer - zero_point): both factors are exact, so one rounding in float32 is left. */
static inline float twinbit_dequantize(int32_t integer, float scale, int32_t zero_point)
{
    return scale * (float)(integer - zero_point);
}

#ifdef __cplusplus
}
#endif

#endif
