/* A walk over the rows, the innermost dimensions, of tensors that are broadcast. */
#ifndef TWINBIT_ROWS_H
#define TWINBIT_ROWS_H

#include "twinbit_broadcast.h"

/* The first element of the current row in each operand, and where the row is in the dimensions around it. */
typedef struct {
    int32_t a;
    int32_t b;
    int32_t c;
    int32_t index[TWINBIT_MAX_DIMS];
} twinbit_rows;

/* Goes on to the next row; 0 behind the last one. */
static inline int twinbit_next_row(const TWINBIT_FLASH twinbit_broadcast *broadcast, twinbit_rows *rows)
{
    int32_t d;
    for (d = broadcast->rank - 2; d >= 0; d--) {
        int32_t back = 0;
        rows->index[d]++;
        if (rows->index[d] == broadcast->dims[d]) {
            rows->index[d] = 0;
            back = broadcast->dims[d];
        }
        rows->a += broadcast->strides_a[d] * (1 - back);
        rows->b += broadcast->strides_b[d] * (1 - back);
        if (broadcast->strides_c) {
            rows->c += broadcast->strides_c[d] * (1 - back);
        }
        if (back == 0) {
            return 1;
        }
    }
    return 0;
}

/* Elements of a row, and its stride in an operand. */
static inline int32_t twinbit_innermost(const TWINBIT_FLASH twinbit_broadcast *broadcast, const TWINBIT_FLASH int32_t *of)
{
    return of[broadcast->rank - 1];
}

#endif
