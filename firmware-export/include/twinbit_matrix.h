/* Kernels that sum products of weights and inputs. */
#ifndef TWINBIT_MATRIX_H
#define TWINBIT_MATRIX_H

#include "twinbit_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Rows of weights (units, depth): output u of a row of inputs x is finish(bias[u] + sum over i of weights[u][i] * x[i]).
 * The input's zero point is folded into the biases.
 */
typedef struct {
    const TWINBIT_FLASH void *weights; /* int8, or int4: two a byte, low nibble first, rows not padded */
    const TWINBIT_FLASH void *bias;    /* int32, or int64 where the stage is wide */
    int32_t units;
    int32_t depth;
    twinbit_output_stage stage;
} twinbit_matrix;

/* Where the pixels of an output go, in elements: start + n * image_stride + y * row_stride + x * pixel_stride. */
typedef struct {
    int32_t start;
    int32_t image_stride;
    int32_t row_stride;
    int32_t pixel_stride;
} twinbit_grid;

/* CONV_2D, or a phase of TRANSPOSE_CONV. Weights (out_c, kernel_h, kernel_w, in_c / groups). */
typedef struct {
    twinbit_window window;
    twinbit_matrix matrix;
    twinbit_grid grid;
    int32_t groups;
    int32_t padding; /* what a cell outside the image holds */
} twinbit_conv_2d;

/* s4: packed weights; s16: activations of int16. scratch: 2 * kernel_h * kernel_w * in_c / groups bytes */
void twinbit_conv_2d_s8(const TWINBIT_FLASH twinbit_conv_2d *step, const int8_t *in, int8_t *out, int8_t *scratch);
void twinbit_conv_2d_s4(const TWINBIT_FLASH twinbit_conv_2d *step, const int8_t *in, int8_t *out, int8_t *scratch);
void twinbit_conv_2d_s16(const TWINBIT_FLASH twinbit_conv_2d *step, const int16_t *in, int16_t *out, int16_t *scratch);

/* DEPTHWISE_CONV_2D. Weights (kernel_h, kernel_w, out_c); output channel i * multiplier + m sees input channel i only. */
typedef struct {
    twinbit_window window;
    const TWINBIT_FLASH void *weights;
    const TWINBIT_FLASH void *bias;
    twinbit_output_stage stage;
    int32_t multiplier;
    int32_t padding;
} twinbit_depthwise_conv_2d;

/* scratch: kernel_h * kernel_w pointers and in_c bytes, aligned for pointers */
void twinbit_depthwise_conv_2d_s8(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *in, int8_t *out, void *scratch);
void twinbit_depthwise_conv_2d_s4(const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int8_t *in, int8_t *out);
void twinbit_depthwise_conv_2d_s16(
    const TWINBIT_FLASH twinbit_depthwise_conv_2d *step, const int16_t *in, int16_t *out);

/* FULLY_CONNECTED: input (rows, depth), output (rows, units). */
typedef struct {
    twinbit_matrix matrix;
    int32_t rows;
    int32_t weights_zero_point;
} twinbit_fully_connected;

void twinbit_fully_connected_s8(const TWINBIT_FLASH twinbit_fully_connected *step, const int8_t *in, int8_t *out);
void twinbit_fully_connected_s4(const TWINBIT_FLASH twinbit_fully_connected *step, const int8_t *in, int8_t *out);
void twinbit_fully_connected_s16(const TWINBIT_FLASH twinbit_fully_connected *step, const int16_t *in, int16_t *out);

/* One side of a product of matrices: element k of its vector v is number stride * v + depth_stride * k. */
typedef struct {
    int32_t zero_point;
    int32_t stride;
    int32_t depth_stride;
    uint8_t width; /* bytes an element, 1 or 2 */
} twinbit_factor;

/*
 * BATCH_MATMUL, and FULLY_CONNECTED whose weights are no constant: for each batch the matrix (rows, depth) times the matrix
 * (depth, columns). Batches are broadcast: dims, and how many matrices a step along each is on either side.
 */
typedef struct {
    const TWINBIT_FLASH int32_t *dims;
    const TWINBIT_FLASH int32_t *left_strides;
    const TWINBIT_FLASH int32_t *right_strides;
    const TWINBIT_FLASH void *bias; /* one for each column, int32, or int64 where the stage is wide; null for none */
    twinbit_factor left;
    twinbit_factor right;
    twinbit_output_stage stage;
    int32_t rank;
    int32_t rows;
    int32_t columns;
    int32_t depth;
    uint8_t width; /* bytes an element of the output, 1 or 2 */
} twinbit_matmul;

void twinbit_batch_matmul(const TWINBIT_FLASH twinbit_matmul *step, const void *left, const void *right, void *out);

#ifdef __cplusplus
}
#endif

#endif
