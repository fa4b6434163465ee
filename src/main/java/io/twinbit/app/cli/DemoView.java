package io.twinbit.app.cli;

import io.twinbit.app.demo.Decision;
import io.twinbit.app.demo.DemoSummary;

/** Shows what the demo does. Called on one thread. */
interface DemoView {
    /**
     * The gateway is up.
     *
     * @param broker address of the embedded broker
     * @param page address of the dashboard
     */
    void started(String broker, String page);

    void show(Decision decision);

    /** A moment without a decision has passed. */
    void idle();

    void ended(DemoSummary summary);
}
