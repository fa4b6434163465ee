#include "twinbit_dot.h"
#include "twinbit_elements.h"
#include "twinbit_recurrent.h"

/* Puts each filter's new value behind its past, whose oldest goes; first is the batch's first element of the state. */
static void remember(const TWINBIT_FLASH twinbit_svdf_layer *step, const int8_t *in, void *state, int32_t first)
{
    int32_t f;
    int32_t i;
    for (f = 0; f < step->filters; f++) {
        int32_t sum = twinbit_dot_s8(in, step->feature_weights + f * step->inputs, step->inputs);
        int32_t value = twinbit_finish(&step->feature_stage, twinbit_wrapping_add(step->feature_bias[f], sum), 0);
        int32_t newest = first + (f + 1) * step->memory - 1;
        for (i = first + f * step->memory; i < newest; i++) {
            twinbit_put(state, i, step->state_width, twinbit_get(state, i + 1, step->state_width));
        }
        twinbit_put(state, newest, step->state_width, value + step->state_zero_point);
    }
}

/* The past of a unit's filters lies together, and so do the weights of it. */
static void respond(const TWINBIT_FLASH twinbit_svdf_layer *step, const void *state, int32_t first, int8_t *out)
{
    int32_t count = step->rank * step->memory;
    int32_t u;
    int32_t i;
    for (u = 0; u < step->filters / step->rank; u++) {
        int32_t sum = step->bias[u];
        for (i = u * count; i < (u + 1) * count; i++) {
            int32_t past = twinbit_get(state, first + i, step->state_width);
            sum = twinbit_wrapping_add(sum, past * step->time_weights[i]);
        }
        out[u] = (int8_t)twinbit_finish(&step->stage, sum, 0);
    }
}

void twinbit_svdf(const TWINBIT_FLASH twinbit_svdf_layer *step, const int8_t *in, void *state, int8_t *out)
{
    int32_t batch;
    for (batch = 0; batch < step->batches; batch++) {
        int32_t first = batch * step->filters * step->memory;
        remember(step, in, state, first);
        respond(step, state, first, out);
        in += step->inputs;
        out += step->filters / step->rank;
    }
}
