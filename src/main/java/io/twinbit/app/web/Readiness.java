package io.twinbit.app.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.twinbit.app.status.GatewayStatus.State;
import io.twinbit.app.status.Snapshot;
import io.twinbit.link.LinkState;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 200 while the gateway runs, takes messages and has every link up; else 503 with one line for each reason. */
record Readiness(Supplier<Snapshot> newest) implements HttpHandler {
    @Override
    public void handle(HttpExchange http) throws IOException {
        String reasons = reasons(newest.get());
        Reply.text(http, reasons.isEmpty() ? 200 : 503, reasons.isEmpty() ? "ok" : reasons);
    }

    private static String reasons(Snapshot snapshot) {
        State state = snapshot.gateway().state();
        Stream<String> gateway = state == State.RUNNING ? Stream.of() : Stream.of("gateway is " + lowerCase(state));
        String blocked = snapshot.journal().blocked();
        Stream<String> journal = blocked == null ? Stream.of() : Stream.of("nothing is acknowledged: " + blocked);
        Stream<String> links = snapshot.links().stream().filter(link -> !link.isUp()).map(Readiness::reason);
        return Stream.of(gateway, journal, links).flatMap(reasons -> reasons).collect(Collectors.joining("\n"));
    }

    private static String reason(LinkState link) {
        String error = link.lastError();
        return "link " + link.name() + " to " + link.address() + " is " + lowerCase(link.phase())
                + (error == null ? "" : ": " + error);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
