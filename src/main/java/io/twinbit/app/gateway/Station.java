package io.twinbit.app.gateway;

import io.twinbit.flow.pipeline.StateExport;
import io.twinbit.flow.signal.Intake;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.journal.Checkpoint;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the loop drives: one pipeline with what belongs to it. Called on the loop's thread only. */
interface Station {
    String name();

    /**
     * Takes what came in, of whatever topic, and gives the results that are due now.
     *
     * @throws PipelineBugException when the pipeline throws; its state is worth nothing then, and nothing else has changed
     */
    List<OutboundMessage> take(Intake intake);

    /** Takes again what led to its state before, without a word to anybody; throws as {@link #take} does. */
    void replay(Intake intake);

    /** Goes on from its state in a checkpoint; without any when that has none, or one of another definition. */
    void startFrom(@Nullable Checkpoint checkpoint) throws IOException;

    /** Never takes this record again, for its pipeline cannot. */
    void putAside(Intake intake, PipelineBugException bug) throws IOException;

    /** Whether the passing of time would change anything. */
    boolean isDue(long nowUs);

    StateExport beginExport();

    /** One of its results went to the sink, so long after its message arrived. */
    void handedOver(long latencyUs);
}
