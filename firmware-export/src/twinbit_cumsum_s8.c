#include "twinbit_reduction.h"

static int32_t scaled(const TWINBIT_FLASH twinbit_cumulative_sum *step, int32_t x)
{
    int32_t shifted = twinbit_shift_left(x - step->zero_point, step->left_shift);
    return twinbit_multiply(shifted, step->factor.mantissa, step->factor.shift, step->stage.rounding);
}

static void sums(const TWINBIT_FLASH twinbit_cumulative_sum *step, const int8_t *in, int8_t *out)
{
    int32_t size = step->line.size;
    int32_t sum = scaled(step, 0);
    int32_t i;
    for (i = 0; i < size; i++) {
        int32_t place = (step->reverse ? size - 1 - i : i) * step->line.inner;
        int32_t with = twinbit_wrapping_add(sum, scaled(step, in[place]));
        out[place] = (int8_t)twinbit_finish(&step->stage, step->exclusive ? sum : with, 0);
        sum = with;
    }
}

void twinbit_cumsum_s8(const TWINBIT_FLASH twinbit_cumulative_sum *step, const int8_t *in, int8_t *out)
{
    const TWINBIT_FLASH twinbit_line *line = &step->line;
    int32_t outer;
    int32_t inner;
    for (outer = 0; outer < line->outer; outer++) {
        for (inner = 0; inner < line->inner; inner++) {
            int32_t first = outer * line->size * line->inner + inner;
            sums(step, in + first, out + first);
        }
    }
}
