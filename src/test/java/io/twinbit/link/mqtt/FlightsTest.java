package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private final List<String> arrived = new ArrayList<>();

    /** Each write as it would go onto the wire. */
    private final OutputStream wire = new OutputStream() {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            arrived.add(new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void write(int b) {
            arrived.add(Character.toString(b));
        }
    };

    private final Flights flights = new Flights(new ByteArrayInputStream(new byte[8]), wire);

    private void say(String text) throws Exception {
        flights.out().write(text.getBytes(UTF_8));
        flights.out().flush();
    }

    @Test
    void whatIsSaidAtOneGoArrivesAtOneGo() throws Exception {
        say("certificate ");
        say("proof ");
        assertEquals(List.of(), arrived);
        flights.in().read(new byte[4]);
        flights.in().read(new byte[4]);
        assertEquals(List.of("certificate proof "), arrived);
    }

    @Test
    void afterTheHandshakeNothingIsHeldBack() throws Exception {
        say("the last of it");
        flights.end();
        say("connect");
        flights.out().write('!');
        assertEquals(List.of("the last of it", "connect", "!"), arrived);
    }
}
