#include "twinbit_elements.h"
#include "twinbit_matrix.h"
#include "twinbit_places.h"

/* Row times column of the matrices whose first elements are numbers left and right. */
static int64_t dot(
    const TWINBIT_FLASH twinbit_matmul *step, const void *a, int32_t left, const void *b, int32_t right)
{
    int64_t sum = 0;
    int32_t k;
    for (k = 0; k < step->depth; k++) {
        int32_t x = twinbit_get(a, left + k * step->left.depth_stride, step->left.width) - step->left.zero_point;
        int32_t y = twinbit_get(b, right + k * step->right.depth_stride, step->right.width) - step->right.zero_point;
        sum += (int64_t)x * y;
    }
    return sum;
}

static void multiply(
    const TWINBIT_FLASH twinbit_matmul *step, const void *a, int32_t left, const void *b, int32_t right, void *out,
    int32_t first)
{
    int32_t row;
    int32_t column;
    for (row = 0; row < step->rows; row++) {
        for (column = 0; column < step->columns; column++) {
            int64_t acc = dot(step, a, left + row * step->left.stride, b, right + column * step->right.stride);
            if (step->bias) {
                acc += twinbit_bias(&step->stage, step->bias, column);
            }
            twinbit_put(
                out, first + row * step->columns + column, step->width, twinbit_finish_wide(&step->stage, acc, column));
        }
    }
}

void twinbit_batch_matmul(const TWINBIT_FLASH twinbit_matmul *step, const void *left, const void *right, void *out)
{
    twinbit_place a = {0, {0}};
    twinbit_place b = {0, {0}};
    int32_t first = 0;
    do {
        multiply(
            step, left, a.offset * step->rows * step->depth, right, b.offset * step->depth * step->columns, out, first);
        first += step->rows * step->columns;
        (void)twinbit_advance(&a, step->dims, step->left_strides, step->rank);
    } while (twinbit_advance(&b, step->dims, step->right_strides, step->rank));
}
