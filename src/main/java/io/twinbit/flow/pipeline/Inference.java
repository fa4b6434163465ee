package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decider;
import io.twinbit.flow.decide.Decision;
import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.Window;
import io.twinbit.nn.engine.Interpreter;

/** A window that is due to its result. */
final class Inference {
    private final String pipeline;
    private final String arithmeticId;
    private final Interpreter interpreter;
    private final InputWriter input;
    private final OutputReader output;
    private final Decider decider;
    private final MessageIds ids;
    private final boolean reconstruction;
    private final boolean scores;

    Inference(PipelineSpec spec, Interpreter interpreter, String arithmeticId, Decider decider) {
        this.pipeline = spec.name();
        this.arithmeticId = arithmeticId;
        this.interpreter = interpreter;
        this.reconstruction = spec.rule() instanceof Rule.Reconstruction;
        this.scores = spec.scores() && !reconstruction;
        this.input = new InputWriter(spec, interpreter.input(0), reconstruction);
        this.output = new OutputReader(interpreter.output(0));
        this.decider = decider;
        this.ids = new MessageIds(spec);
    }

    /**
     * Runs the network on a device's window.
     *
     * @param message that completed the window
     * @param samples of that message
     * @param place of the completing sample among them, with {@code before} as {@link MessageIds} counts
     */
    Result run(Device device, Message message, Samples samples, int place, int before) {
        Window window = device.window;
        device.network.putInto(interpreter);
        input.write(window);
        Health health = input.health(window.size());
        interpreter.invoke();
        device.network.takeFrom(interpreter);
        long lastUs = window.timeUs(window.size() - 1);
        float[] judged = reconstruction ? new float[] {output.meanSquaredError(input)} : output.reals();
        Decision decision = decider.decide(device.rule, judged, lastUs);
        return new Result(
                pipeline,
                device.name,
                decision,
                window.timeUs(0),
                lastUs,
                reconstruction ? null : output.integers(),
                scores ? judged : null,
                arithmeticId,
                ids.id(device, message, samples, place, before),
                health);
    }
}
