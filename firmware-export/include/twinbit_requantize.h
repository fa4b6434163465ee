/*
 * How an accumulator becomes an output: clamp(acc * mantissa * 2^(shift - 31) + zero_point, min, max), in the integers
 * of gemmlowp's fixedpoint/fixedpoint.h and TensorFlow Lite's MultiplyByQuantizedMultiplier (kernels/internal/common.cc).
 */
#ifndef TWINBIT_REQUANTIZE_H
#define TWINBIT_REQUANTIZE_H

#include "twinbit_common.h"

#if defined(TWINBIT_REAL) && defined(__SIZEOF_DOUBLE__) && __SIZEOF_DOUBLE__ != 8
#error "this network requantizes in float64, which this target lacks"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* How a product with a mantissa of 31 bits is rounded: that is what tells boards apart. */
typedef enum {
    TWINBIT_DOUBLE,              /* to a high product, then while shifting right; half away from zero */
    TWINBIT_DOUBLE_THEN_HALF_UP, /* the same, the second time half up */
    TWINBIT_SINGLE               /* once, half up, in 64 bits */
} twinbit_rounding;

/* A factor: mantissa * 2^(shift - 31); a left shift when positive. */
typedef struct {
    int32_t mantissa;
    int32_t shift;
} twinbit_multiplier;

/*
 * Where a target requantizes in real numbers, factors is not null and the product is
 * round((acc * factors[c] + offsets[c]) * inverse_scale), half away from zero, in float64, which stands for the target's
 * float32 in any order of operations.
 */
typedef struct {
    const TWINBIT_FLASH int32_t *mantissas;
    const TWINBIT_FLASH int8_t *shifts;
#ifdef TWINBIT_REAL
    const TWINBIT_FLASH double *factors;
    const TWINBIT_FLASH double *offsets;
    double inverse_scale;
#endif
    int32_t zero_point;
    int32_t min;
    int32_t max;
    uint8_t per_channel; /* 0 where all channels share the first mantissa and shift */
    uint8_t rounding;    /* a twinbit_rounding */
    uint8_t wide; /* accumulators have 64 bits */
} twinbit_output_stage;

#ifdef TWINBIT_ROUNDING
#define TWINBIT_ROUNDING_OF(rounding) ((void)(rounding), TWINBIT_ROUNDING)
#else
#define TWINBIT_ROUNDING_OF(rounding) (rounding)
#endif

/* a * b / 2^31, rounded to nearest, half up; not both INT32_MIN. */
static inline int32_t twinbit_high_mul(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b + ((int64_t)1 << 30)) >> 31);
}

/* x / 2^exponent, rounded to nearest, half away from zero; exponent 0 to 31. */
static inline int32_t twinbit_divide_by_power_of_two(int32_t x, int32_t exponent)
{
    int32_t mask = (int32_t)(((uint32_t)1 << exponent) - 1u);
    int32_t threshold = (mask >> 1) + (x < 0);
    return (x >> exponent) + ((x & mask) > threshold);
}

/*
 * x * mantissa * 2^(shift - 31); shift -31 to 31. The high product is never INT32_MIN. Shifted right by all bits but one it
 * keeps the bit that says whether to round up; one less before where it is negative makes half up half away from zero.
 */
static inline int32_t twinbit_multiply(int32_t x, int32_t mantissa, int32_t shift, uint8_t rounding)
{
    int32_t high;
    if (TWINBIT_ROUNDING_OF(rounding) == TWINBIT_SINGLE) {
        return (int32_t)(((int64_t)x * mantissa + ((int64_t)1 << (30 - shift))) >> (31 - shift));
    }
    if (shift >= 0) {
        return twinbit_high_mul(twinbit_shift_left(x, shift), mantissa);
    }
    high = twinbit_high_mul(x, mantissa);
    if (TWINBIT_ROUNDING_OF(rounding) == TWINBIT_DOUBLE) {
        high += high >> 31;
    }
    high >>= -shift - 1;
    return (high >> 1) + (high & 1);
}

/* An accumulator of 48 bits times the same factor, its mantissa first rounded to 15 bits; shift -31 to 7. */
static inline int32_t twinbit_multiply_wide(int64_t x, int32_t mantissa, int32_t shift)
{
    int32_t reduced = mantissa < 0x7FFF0000 ? (mantissa + (1 << 15)) >> 16 : 0x7FFF;
    return (int32_t)((x * reduced + ((int64_t)1 << (14 - shift))) >> (15 - shift));
}

#ifdef TWINBIT_REAL
/* The product is stored, so that no compiler fuses it with the sum behind it. */
static inline int32_t twinbit_multiply_real(const TWINBIT_FLASH twinbit_output_stage *stage, int32_t acc, int32_t c)
{
    const double limit = 1073741824.0;
    volatile double product = acc * stage->factors[c];
    double steps = (product + stage->offsets[c]) * stage->inverse_scale;
    double magnitude = steps < 0.0 ? -steps : steps;
    int32_t rounded;
    if (magnitude >= limit) {
        return steps < 0.0 ? -(int32_t)limit : (int32_t)limit;
    }
    rounded = (int32_t)(magnitude + 0.5);
    return steps < 0.0 ? -rounded : rounded;
}
#endif

/* The output of channel c. */
static inline int32_t twinbit_finish(const TWINBIT_FLASH twinbit_output_stage *stage, int32_t acc, int32_t c)
{
    int32_t at = stage->per_channel ? c : 0;
    int32_t scaled;
#ifdef TWINBIT_REAL
    if (stage->factors) {
        scaled = twinbit_multiply_real(stage, acc, c);
    } else
#endif
    {
        scaled = twinbit_multiply(acc, stage->mantissas[at], stage->shifts[at], stage->rounding);
    }
    return twinbit_clamp(twinbit_wrapping_add(scaled, stage->zero_point), stage->min, stage->max);
}

/* Bias of channel c: of 64 bits if the stage is wide. */
static inline int64_t twinbit_bias(
    const TWINBIT_FLASH twinbit_output_stage *stage, const TWINBIT_FLASH void *bias, int32_t c)
{
    return stage->wide ? ((const TWINBIT_FLASH int64_t *)bias)[c]
                       : (int64_t)((const TWINBIT_FLASH int32_t *)bias)[c];
}

/* The same of an accumulator that has 64 bits if the stage says so; else its lower 32 bits count. */
static inline int32_t twinbit_finish_wide(const TWINBIT_FLASH twinbit_output_stage *stage, int64_t acc, int32_t c)
{
    int32_t at = stage->per_channel ? c : 0;
    int32_t scaled;
    if (!stage->wide) {
        return twinbit_finish(stage, (int32_t)(uint32_t)(uint64_t)acc, c);
    }
    scaled = twinbit_multiply_wide(acc, stage->mantissas[at], stage->shifts[at]);
    return twinbit_clamp(twinbit_wrapping_add(scaled, stage->zero_point), stage->min, stage->max);
}

#ifdef __cplusplus
}
#endif

#endif
