#include "twinbit_elements.h"
#include "twinbit_elementwise.h"
#include "twinbit_quantize.h"

void twinbit_quantize_f32(const TWINBIT_FLASH twinbit_quantization *step, const float *in, void *out)
{
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        twinbit_put(
            out, i, step->width, twinbit_quantize(in[i], step->scale, step->zero_point, step->min, step->max));
    }
}
