/* Kernels that bring the elements along some dimensions together. */
#ifndef TWINBIT_REDUCTION_H
#define TWINBIT_REDUCTION_H

#include "twinbit_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/* SOFTMAX of int8 over rows, to int8 of scale 2^-8 and zero point -2^7, or int16 of scale 2^-16 and zero point -2^15. */
typedef struct {
    const TWINBIT_FLASH int32_t *exponentials; /* 256, by the difference from the row's greatest element, Q0.31 */
    int32_t rows;
    int32_t depth;
    uint8_t truncates; /* sums and results are shifted without rounding */
    uint8_t to_int16;
} twinbit_softmax;

void twinbit_softmax_s8(const TWINBIT_FLASH twinbit_softmax *step, const int8_t *in, void *out);

/* SOFTMAX of int16 over rows, to int16 of scale 2^-15, by tables of 513 values. */
typedef struct {
    const TWINBIT_FLASH int16_t *exponential; /* of -10 to 0, Q0.15 */
    const TWINBIT_FLASH int16_t *reciprocal;  /* 1 / (1 + x) of 0 to 1, Q0.15 */
    twinbit_multiplier factor;                /* from a difference to the place in exponential: 65535 are 10 */
    int32_t rows;
    int32_t depth;
    uint8_t rounding;
    uint8_t wraps; /* a probability of 1 becomes -32768 */
} twinbit_softmax_int16;

void twinbit_softmax_s16(const TWINBIT_FLASH twinbit_softmax_int16 *step, const int16_t *in, int16_t *out);

/* LOG_SOFTMAX of int8 over rows, to int8 of scale 1/16 and zero point 127. Tables by the difference, as in softmax. */
typedef struct {
    const TWINBIT_FLASH int32_t *differences; /* Q5.26 */
    const TWINBIT_FLASH int32_t *exponentials;
    twinbit_multiplier per_unit; /* from Q5.26 to a difference */
    int32_t rows;
    int32_t depth;
    int32_t lowest; /* a difference of this or lower gives the lowest output */
    uint8_t rounding;
} twinbit_logs;

void twinbit_log_softmax_s8(const TWINBIT_FLASH twinbit_logs *step, const int8_t *in, int8_t *out);

/* L2_NORMALIZATION of int8 over rows, to int8 of scale 1/128. */
typedef struct {
    int32_t rows;
    int32_t depth;
    int32_t zero_point;
    uint8_t rounding;
} twinbit_norm;

void twinbit_l2_normalization_s8(const TWINBIT_FLASH twinbit_norm *step, const int8_t *in, int8_t *out);

/* Which elements come together: along reduced, for each place along kept; strides in bytes. */
typedef struct {
    const TWINBIT_FLASH int32_t *kept;
    const TWINBIT_FLASH int32_t *kept_strides;
    const TWINBIT_FLASH int32_t *reduced;
    const TWINBIT_FLASH int32_t *reduced_strides;
    int32_t kept_rank;
    int32_t reduced_rank;
    uint8_t width; /* bytes an element, 1 or 2 */
} twinbit_reduction;

/* MEAN and SUM: finish(bias + sum); of MEAN the division is in the stage's factor. */
typedef struct {
    twinbit_reduction reduction;
    twinbit_output_stage stage;
    int32_t bias;
} twinbit_requantized_sum;

void twinbit_sum_requantized(const TWINBIT_FLASH twinbit_requantized_sum *step, const void *in, void *out);

/* MEAN: clamp((bias + sum) * factor / count + zero_point), the quotient rounded half away from zero. */
typedef struct {
    twinbit_reduction reduction;
    twinbit_multiplier factor;
    int32_t bias;
    int32_t count;
    int32_t zero_point;
    int32_t min;
    int32_t max;
    uint8_t rounding;
} twinbit_divided_sum;

void twinbit_mean_requantized(const TWINBIT_FLASH twinbit_divided_sum *step, const void *in, void *out);

/* MEAN: sum / count, truncated. */
typedef struct {
    twinbit_reduction reduction;
    int32_t count;
} twinbit_truncated_mean;

void twinbit_mean_truncated(const TWINBIT_FLASH twinbit_truncated_mean *step, const void *in, void *out);

/* In float32, half away from zero. MEAN: clamp(round(sum / count * scale + bias) + zero_point). */
typedef struct {
    twinbit_reduction reduction;
    float scale;
    float bias;
    int32_t count;
    int32_t zero_point;
    int32_t min;
    int32_t max;
} twinbit_real_mean;

void twinbit_mean_f32(const TWINBIT_FLASH twinbit_real_mean *step, const void *in, void *out);

/* In float32, half away from zero. SUM: round(sum * scale + bias) + zero_point, which wraps in the output's type. */
typedef struct {
    twinbit_reduction reduction;
    float scale;
    float bias;
    int32_t zero_point;
} twinbit_real_sum;

void twinbit_sum_f32(const TWINBIT_FLASH twinbit_real_sum *step, const void *in, void *out);

/* REDUCE_MAX and REDUCE_MIN. */
typedef struct {
    twinbit_reduction reduction;
    uint8_t greatest;
} twinbit_extreme;

void twinbit_extreme_s8(const TWINBIT_FLASH twinbit_extreme *step, const int8_t *in, int8_t *out);

/* One dimension: outer times there are inner lines side by side, of size elements that are inner apart. */
typedef struct {
    int32_t outer;
    int32_t size;
    int32_t inner;
} twinbit_line;

/* ARG_MAX and ARG_MIN: where in a line the first of its greatest or lowest elements is. */
typedef struct {
    twinbit_line line;
    uint8_t greatest;
} twinbit_arg_extreme;

void twinbit_arg_extreme_s8(const TWINBIT_FLASH twinbit_arg_extreme *step, const int8_t *in, int32_t *out);

/* CUMSUM: finish(sum of ((x - zero_point) << left_shift) * factor) over a line so far, from that of 0 on. */
typedef struct {
    twinbit_line line;
    twinbit_multiplier factor;
    twinbit_output_stage stage;
    int32_t left_shift;
    int32_t zero_point;
    uint8_t exclusive; /* an element's own value is not in its sum */
    uint8_t reverse;   /* from the line's end */
} twinbit_cumulative_sum;

void twinbit_cumsum_s8(const TWINBIT_FLASH twinbit_cumulative_sum *step, const int8_t *in, int8_t *out);

#ifdef __cplusplus
}
#endif

#endif
