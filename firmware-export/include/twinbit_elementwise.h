/* Kernels on each element of one tensor. The output may be the input's memory. */
#ifndef TWINBIT_ELEMENTWISE_H
#define TWINBIT_ELEMENTWISE_H

#include "twinbit_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A function of one byte: table[x + 128] of the byte as a signed one. */
typedef struct {
    const TWINBIT_FLASH int8_t *table;
    int32_t elements;
} twinbit_function_table;

void twinbit_lookup_s8(const TWINBIT_FLASH twinbit_function_table *step, const int8_t *in, int8_t *out);

/* RELU6 of int16, which is not scaled. */
typedef struct {
    int32_t elements;
    int32_t min;
    int32_t max;
} twinbit_bounds;

void twinbit_clamp_s16(const TWINBIT_FLASH twinbit_bounds *step, const int16_t *in, int16_t *out);

/* What is negated under zero; as products round half up, it matters where. */
typedef enum {
    TWINBIT_NOTHING,
    TWINBIT_INPUT,
    TWINBIT_RESULT
} twinbit_mirror;

/*
 * Functions that are straight on either side of the input's zero: clamp((x - zero_point) * factor + output_zero_point),
 * with the factor above from zero on and below under it.
 */
typedef struct {
    twinbit_multiplier above;
    twinbit_multiplier below;
    int32_t elements;
    int32_t zero_point;
    int32_t output_zero_point;
    int32_t min;
    int32_t max;
    uint8_t rounding;
    uint8_t mirror;       /* a twinbit_mirror */
    uint8_t input_width;  /* bytes an element: 1, 2 or 4 */
    uint8_t output_width;
} twinbit_slopes;

void twinbit_linear(const TWINBIT_FLASH twinbit_slopes *step, const void *in, void *out);

/* LOGISTIC and TANH of int16 of (x * multiplier) >> shift, rounded half up, by a table of sigmoids in Q0.16. */
typedef struct {
    const TWINBIT_FLASH uint16_t *table;
    int32_t elements;
    int32_t multiplier;
    int32_t shift;
    uint8_t tanh;
} twinbit_sigmoid;

void twinbit_sigmoid_s16(const TWINBIT_FLASH twinbit_sigmoid *step, const int16_t *in, int16_t *out);

/* QUANTIZE of float32: clamp(round(x / scale) + zero_point, min, max). */
typedef struct {
    float scale;
    int32_t elements;
    int32_t zero_point;
    int32_t min;
    int32_t max;
    uint8_t width; /* bytes an element of the output: 1 or 2 */
} twinbit_quantization;

void twinbit_quantize_f32(const TWINBIT_FLASH twinbit_quantization *step, const float *in, void *out);

/* DEQUANTIZE to float32: scale * (x - zero_point). */
typedef struct {
    float scale;
    int32_t elements;
    int32_t zero_point;
    uint8_t width;       /* bytes an element of the input: 1 or 2 */
    uint8_t is_unsigned; /* uint8 */
} twinbit_dequantization;

void twinbit_dequantize_f32(const TWINBIT_FLASH twinbit_dequantization *step, const void *in, float *out);

/* CAST: integers lose their upper bytes, float32 its fraction; what does not fit int32 saturates, NaN is 0. */
typedef struct {
    int32_t elements;
    uint8_t input_width;
    uint8_t output_width;
    uint8_t from_real;
    uint8_t to_real;
} twinbit_conversion;

void twinbit_cast(const TWINBIT_FLASH twinbit_conversion *step, const void *in, void *out);

#ifdef __cplusplus
}
#endif

#endif
