/* Kernels on neighbouring cells of images (n, h, w, c), without weights. */
#ifndef TWINBIT_WINDOW_H
#define TWINBIT_WINDOW_H

#include "twinbit_common.h"

#ifdef __cplusplus
extern "C" {
#endif

/* AVERAGE_POOL_2D: mean of the cells inside the image, half away from zero; MAX_POOL_2D: greatest of them; clamped. */
typedef struct {
    twinbit_window window;
    int32_t min;
    int32_t max;
    uint8_t wraps; /* sums are int16 */
    uint8_t width; /* bytes an element, 1 or 2 */
} twinbit_pool_2d;

void twinbit_average_pool_2d(const TWINBIT_FLASH twinbit_pool_2d *step, const void *in, void *out);
void twinbit_max_pool_2d(const TWINBIT_FLASH twinbit_pool_2d *step, const void *in, void *out);

/* How the rows, or columns, of an output lie among those of the input: row i at i * scale + offset, in 1/1024 rows. */
typedef struct {
    int32_t in;
    int32_t out;
    int32_t scale;
    int32_t offset;
} twinbit_axis;

/* RESIZE_BILINEAR: each output is the mean of four inputs, weighted by how near they are. */
typedef struct {
    twinbit_axis rows;
    twinbit_axis columns;
    int32_t batches;
    int32_t channels;
    uint8_t half_up; /* else half away from zero */
} twinbit_bilinear;

void twinbit_resize_bilinear_s8(const TWINBIT_FLASH twinbit_bilinear *step, const int8_t *in, int8_t *out);

/* RESIZE_NEAREST_NEIGHBOR: output row y is the input's at rows[y], column x at columns[x] of it, in bytes. */
typedef struct {
    const TWINBIT_FLASH int32_t *rows;
    const TWINBIT_FLASH int32_t *columns;
    int32_t batches;
    int32_t out_h;
    int32_t out_w;
    int32_t image_bytes; /* of the input */
    int32_t pixel_bytes;
} twinbit_nearest;

void twinbit_resize_nearest(const TWINBIT_FLASH twinbit_nearest *step, const int8_t *in, int8_t *out);

#ifdef __cplusplus
}
#endif

#endif
