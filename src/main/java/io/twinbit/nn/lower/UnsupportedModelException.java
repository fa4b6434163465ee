package io.twinbit.nn.lower;

import java.util.List;

/** A well-formed network that this profile cannot run; says every reason at once, each naming operator and tensors. */
public final class UnsupportedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    public UnsupportedModelException(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
