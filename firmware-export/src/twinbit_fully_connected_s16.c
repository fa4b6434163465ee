#include "twinbit_dot.h"
#include "twinbit_matrix.h"

static int64_t sum(const int16_t *x, int32_t count)
{
    int64_t sum = 0;
    int32_t i;
    for (i = 0; i < count; i++) {
        sum += x[i];
    }
    return sum;
}

void twinbit_fully_connected_s16(const TWINBIT_FLASH twinbit_fully_connected *step, const int16_t *in, int16_t *out)
{
    const TWINBIT_FLASH twinbit_matrix *matrix = &step->matrix;
    const TWINBIT_FLASH int8_t *weights = matrix->weights;
    int32_t row;
    int32_t unit;
    for (row = 0; row < step->rows; row++) {
        int64_t correction = 0;
        if (step->weights_zero_point != 0) {
            correction = -step->weights_zero_point * sum(in, matrix->depth);
        }
        for (unit = 0; unit < matrix->units; unit++) {
            int64_t acc = twinbit_dot_s16(in, weights + unit * matrix->depth, matrix->depth);
            acc += twinbit_bias(&matrix->stage, matrix->bias, unit) + correction;
            out[unit] = (int16_t)twinbit_finish_wide(&matrix->stage, acc, unit);
        }
        in += matrix->depth;
        out += matrix->units;
    }
}
