#include "twinbit_dot.h"
#include "twinbit_matrix.h"

static int32_t sum(const int8_t *x, int32_t count)
{
    int32_t sum = 0;
    int32_t i;
    for (i = 0; i < count; i++) {
        sum += x[i];
    }
    return sum;
}

void twinbit_fully_connected_s4(const TWINBIT_FLASH twinbit_fully_connected *step, const int8_t *in, int8_t *out)
{
    const TWINBIT_FLASH twinbit_matrix *matrix = &step->matrix;
    const TWINBIT_FLASH int8_t *weights = matrix->weights;
    const TWINBIT_FLASH int32_t *bias = matrix->bias;
    int32_t row;
    int32_t unit;
    for (row = 0; row < step->rows; row++) {
        int32_t correction = 0;
        if (step->weights_zero_point != 0) {
            correction = twinbit_wrapping_mul(-step->weights_zero_point, sum(in, matrix->depth));
        }
        for (unit = 0; unit < matrix->units; unit++) {
            int32_t acc = twinbit_dot_s4(in, weights, unit * matrix->depth, matrix->depth);
            acc = twinbit_wrapping_add(acc, twinbit_wrapping_add(bias[unit], correction));
            out[unit] = (int8_t)twinbit_finish(&matrix->stage, acc, unit);
        }
        in += matrix->depth;
        out += matrix->units;
    }
}
