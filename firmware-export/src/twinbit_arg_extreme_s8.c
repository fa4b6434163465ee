#include "twinbit_reduction.h"

static int32_t first_extreme(const int8_t *in, int32_t stride, int32_t count, uint8_t greatest)
{
    int32_t best = 0;
    int32_t i;
    for (i = 1; i < count; i++) {
        int8_t x = in[i * stride];
        int8_t extreme = in[best * stride];
        if (greatest ? x > extreme : x < extreme) {
            best = i;
        }
    }
    return best;
}

void twinbit_arg_extreme_s8(const TWINBIT_FLASH twinbit_arg_extreme *step, const int8_t *in, int32_t *out)
{
    const TWINBIT_FLASH twinbit_line *line = &step->line;
    int32_t outer;
    int32_t inner;
    for (outer = 0; outer < line->outer; outer++) {
        for (inner = 0; inner < line->inner; inner++) {
            *out++ = first_extreme(in + inner, line->inner, line->size, step->greatest);
        }
        in += line->size * line->inner;
    }
}
