package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.OutboundMessage;
import java.util.function.Consumer;

/** What the loop drives: one pipeline with what belongs to it. Called on the loop's thread only. */
interface Station {
    /** Takes what came in, of whatever topic, and gives out the results that are due now. */
    void take(Intake intake, Consumer<OutboundMessage> out);

    /** One of its results went to the sink, so long after its message arrived. */
    void handedOver(long latencyUs);
}
