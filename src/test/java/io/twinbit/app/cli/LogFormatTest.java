package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The shipped logback.xml, with the properties that LogOutput sets. */
class LogFormatTest {
    @Test
    void logsGoToStandardErrorUnlessAsked() throws Exception {
        assertEquals("System.err", console(new LoggerContext()).getTarget());
        LoggerContext daemon = new LoggerContext();
        daemon.putProperty("twinbit.log.target", "System.out");
        assertEquals("System.out", console(daemon).getTarget());
    }

    @Test
    void theJournalGetsAPriorityALineAndOneLineAnEvent() throws Exception {
        LoggerContext context = new LoggerContext();
        context.putProperty("twinbit.log.format", "journal");
        ConsoleAppender<ILoggingEvent> console = console(context);
        assertEquals("<3>Loop: hot\n", line(console, context, Level.ERROR, "hot", null));
        assertEquals("<4>Loop: hot\n", line(console, context, Level.WARN, "hot", null));
        assertEquals("<6>Loop: hot\n", line(console, context, Level.INFO, "hot", null));
        assertEquals("<7>Loop: hot\n", line(console, context, Level.DEBUG, "hot", null));
        String folded = line(console, context, Level.ERROR, "a\nb", new IllegalStateException("why"));
        assertTrue(folded.startsWith("<3>Loop: a | b"), folded);
        assertTrue(folded.contains("java.lang.IllegalStateException: why | at "), folded);
        assertEquals(folded.length() - 1, folded.indexOf('\n'), folded);
    }

    @Test
    void aTerminalGetsNoPriorities() throws Exception {
        LoggerContext context = new LoggerContext();
        String line = line(console(context), context, Level.WARN, "hot", null);
        assertTrue(line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Loop: hot\n"), line);
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        return (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
    }

    private static String line(
            ConsoleAppender<ILoggingEvent> console, LoggerContext context, Level level, String text, @Nullable Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "test",
                context.getLogger("io.twinbit.Loop"),
                ch.qos.logback.classic.Level.convertAnSLF4JLevel(level),
                text,
                thrown,
                null);
        Encoder<ILoggingEvent> encoder = console.getEncoder();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
