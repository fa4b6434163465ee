package io.twinbit.flow.pipeline;

import java.util.List;

/** A pipeline that cannot be: all problems at once, each naming the configuration key. */
public final class PipelineSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<PipelineSpec.Problem> problems;

    PipelineSpecException(String pipeline, List<PipelineSpec.Problem> problems) {
        super("pipeline '" + pipeline + "': " + String.join("; ", problems.stream().map(Object::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<PipelineSpec.Problem> problems() {
        return problems;
    }
}
