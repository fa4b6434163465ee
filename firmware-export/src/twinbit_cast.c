#include "twinbit_elements.h"
#include "twinbit_elementwise.h"

static int32_t truncated(float x)
{
    if (x >= 2147483648.0f) {
        return INT32_MAX;
    }
    if (x >= -2147483648.0f) {
        return (int32_t)x;
    }
    return x < 0.0f ? INT32_MIN : 0; /* not a number is not less */
}

void twinbit_cast(const TWINBIT_FLASH twinbit_conversion *step, const void *in, void *out)
{
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        if (step->from_real && step->to_real) {
            ((float *)out)[i] = ((const float *)in)[i];
        } else if (step->from_real) {
            twinbit_put(out, i, step->output_width, truncated(((const float *)in)[i]));
        } else if (step->to_real) {
            ((float *)out)[i] = (float)twinbit_get(in, i, step->input_width);
        } else {
            twinbit_put(out, i, step->output_width, twinbit_get(in, i, step->input_width));
        }
    }
}
