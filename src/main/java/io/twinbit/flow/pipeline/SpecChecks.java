package io.twinbit.flow.pipeline;

import io.twinbit.flow.pipeline.PipelineSpec.Problem;
import java.util.List;

@SuppressWarnings("DoNotCallSuggester")
final class SpecChecks {
    private SpecChecks() {}

    static List<Problem> of(PipelineSpec spec) {
        throw new UnsupportedOperationException(spec.name());
    }
}
