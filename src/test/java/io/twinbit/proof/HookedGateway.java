package io.twinbit.proof;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.gateway.Gateway;
import io.twinbit.app.gateway.GatewayOptions;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.app.gateway.Wiring.Wired;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The gateway as {@code twinbit run} starts it, but for its disk, to which something happens. */
public final class HookedGateway {
    private HookedGateway() {}

    /** How to start one that ends at a point. */
    static List<String> killedAt(KillPoint point, int nth) {
        return List.of(HookedGateway.class.getName(), "kill", point.name(), Integer.toString(nth));
    }

    /** How to start one whose disk fails while the file is there. */
    static List<String> failingWhile(Path flag) {
        return List.of(HookedGateway.class.getName(), "fail", flag.toString());
    }

    /** The last argument is the configuration. */
    public static void main(String[] arguments) {
        DiskHook hook = arguments[0].equals("kill")
                ? new Kill(KillPoint.valueOf(arguments[1]), Integer.parseInt(arguments[2]))
                : new BadDisk(Path.of(arguments[1]));
        Wired wired = Wiring.of(Path.of(arguments[arguments.length - 1]), System.getenv());
        GatewayConfig config = Objects.requireNonNull(wired.config(), "the configuration has no mistake");
        GatewayOptions options = GatewayOptions.of("proof").storedIn(disk -> new HookedStorage(disk, hook));
        Gateway gateway = Gateway.start(config, wired.pipelines(), options);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        gateway.ended().join();
    }
}
