#include "twinbit_elements.h"
#include "twinbit_elementwise.h"

static int32_t multiply(const TWINBIT_FLASH twinbit_slopes *step, int32_t x, const TWINBIT_FLASH twinbit_multiplier *factor)
{
    return twinbit_multiply(x, factor->mantissa, factor->shift, step->rounding);
}

static int32_t scaled(const TWINBIT_FLASH twinbit_slopes *step, int32_t x)
{
    if (x >= 0) {
        return multiply(step, x, &step->above);
    }
    if (step->mirror == TWINBIT_INPUT) {
        return multiply(step, twinbit_wrapping_sub(0, x), &step->below);
    }
    x = multiply(step, x, &step->below);
    return step->mirror == TWINBIT_RESULT ? twinbit_wrapping_sub(0, x) : x;
}

void twinbit_linear(const TWINBIT_FLASH twinbit_slopes *step, const void *in, void *out)
{
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        int32_t x = twinbit_wrapping_sub(twinbit_get(in, i, step->input_width), step->zero_point);
        int32_t y = twinbit_wrapping_add(scaled(step, x), step->output_zero_point);
        twinbit_put(out, i, step->output_width, twinbit_clamp(y, step->min, step->max));
    }
}
