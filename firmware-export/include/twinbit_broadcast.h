/* Kernels on elements of several tensors. The output may be the memory of an operand that is not repeated. */
#ifndef TWINBIT_BROADCAST_H
#define TWINBIT_BROADCAST_H

#include "twinbit_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TWINBIT_MAX_DIMS 8

/*
 * How the elements of operands a, b and c meet: the output has dims, row-major; one step along dimension d is strides_a[d]
 * elements in a, 0 where a is repeated. At least one dimension; strides_c is null where there are two operands.
 */
typedef struct {
    const TWINBIT_FLASH int32_t *dims;
    const TWINBIT_FLASH int32_t *strides_a;
    const TWINBIT_FLASH int32_t *strides_b;
    const TWINBIT_FLASH int32_t *strides_c;
    int32_t rank;
} twinbit_broadcast;

/* How an operand gets to a scale that it shares with others: ((x - zero_point) << left_shift) * factor. */
typedef struct {
    twinbit_multiplier factor;
    int32_t zero_point;
    int32_t left_shift;
    uint8_t rounding;
} twinbit_input_stage;

static inline int32_t twinbit_rescale(const TWINBIT_FLASH twinbit_input_stage *stage, int32_t x)
{
    int32_t shifted = twinbit_shift_left(x - stage->zero_point, stage->left_shift);
    return twinbit_multiply(shifted, stage->factor.mantissa, stage->factor.shift, stage->rounding);
}

/* ADD and SUB: finish(a' + sign * b') of the rescaled operands; SQUARED_DIFFERENCE: finish((a' - b')^2). */
typedef struct {
    twinbit_broadcast broadcast;
    twinbit_input_stage stage_a;
    twinbit_input_stage stage_b;
    twinbit_output_stage stage;
    int8_t sign;
    uint8_t width; /* bytes an element, 1 or 2 */
} twinbit_sum;

void twinbit_add(const TWINBIT_FLASH twinbit_sum *step, const void *a, const void *b, void *out);
void twinbit_squared_difference(const TWINBIT_FLASH twinbit_sum *step, const void *a, const void *b, void *out);

/* MUL: finish((a - zero_point_a) * (b - zero_point_b)). */
typedef struct {
    twinbit_broadcast broadcast;
    twinbit_output_stage stage;
    int32_t zero_point_a;
    int32_t zero_point_b;
    uint8_t width; /* bytes an element, 1 or 2 */
} twinbit_product;

void twinbit_mul(const TWINBIT_FLASH twinbit_product *step, const void *a, const void *b, void *out);

/* DIV: clamp((a - zero_point_a) / (b - zero_point_b) * factor + zero_point, min, max), by the divisor's reciprocal. */
typedef struct {
    twinbit_broadcast broadcast;
    twinbit_multiplier factor;
    int32_t zero_point_a;
    int32_t zero_point_b;
    int32_t zero_point;
    int32_t min;
    int32_t max;
    uint8_t rounding;
} twinbit_quotient;

void twinbit_div_s8(const TWINBIT_FLASH twinbit_quotient *step, const int8_t *a, const int8_t *b, int8_t *out);

/* PRELU: above(a') where a' = a - zero_point_a is not negative, else below(a' * (b - zero_point_b)); slopes are int8. */
typedef struct {
    twinbit_broadcast broadcast;
    twinbit_output_stage above;
    twinbit_output_stage below;
    int32_t zero_point_a;
    int32_t zero_point_b;
    uint8_t width; /* bytes an element of a, 1 or 2 */
} twinbit_leak;

void twinbit_prelu(const TWINBIT_FLASH twinbit_leak *step, const void *a, const int8_t *b, void *out);

/* Comparisons to bytes of 0 or 1: less, equal or greater, as the rescaled a is to the rescaled b. */
typedef struct {
    twinbit_broadcast broadcast;
    twinbit_input_stage stage_a;
    twinbit_input_stage stage_b;
    uint8_t less;
    uint8_t equal;
    uint8_t greater;
} twinbit_comparison;

void twinbit_compare_s8(const TWINBIT_FLASH twinbit_comparison *step, const int8_t *a, const int8_t *b, uint8_t *out);

typedef enum {
    TWINBIT_SUM,
    TWINBIT_DIFFERENCE,
    TWINBIT_SQUARED_DIFFERENCE,
    TWINBIT_PRODUCT,
    TWINBIT_MAXIMUM,
    TWINBIT_MINIMUM
} twinbit_function;

/* On integers as they are, which wrap; the result is clamped. */
typedef struct {
    twinbit_broadcast broadcast;
    int32_t min;
    int32_t max;
    uint8_t function; /* a twinbit_function */
    uint8_t width;    /* bytes an element: 1, 2 or 4 */
} twinbit_plain;

void twinbit_plain_pairs(const TWINBIT_FLASH twinbit_plain *step, const void *a, const void *b, void *out);

/* SELECT_V2: a where the condition, operand c of the broadcast, is not 0, else b. */
typedef struct {
    twinbit_broadcast broadcast;
    uint8_t width; /* bytes an element of a and b: 1, 2 or 4 */
} twinbit_selection;

void twinbit_select(
    const TWINBIT_FLASH twinbit_selection *step, const void *a, const void *b, const uint8_t *condition, void *out);

/* ADD_N: finish(start + sum of all x'), x' = rescaled x; inputs are pointers in the order of the operator. */
typedef struct {
    twinbit_input_stage input;
    twinbit_output_stage stage;
    int32_t start;
    int32_t elements;
    int32_t inputs;
} twinbit_total;

void twinbit_add_n_s8(const TWINBIT_FLASH twinbit_total *step, const int8_t *const *inputs, int8_t *out);

#ifdef __cplusplus
}
#endif

#endif
