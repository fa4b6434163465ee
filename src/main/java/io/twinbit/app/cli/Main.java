package io.twinbit.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Entry point of the command line.
 *
 * <p>A command is a class of its own in this package, {@code Runnable} or {@code Callable<Integer>} with the status, listed in
 * {@code subcommands} below. It writes to its {@code CommandLine}'s {@code getOut()} (the answer) and {@code getErr()}
 * (progress, warnings), and ends early by an exception, of which {@link ExitCode} makes the status and {@link Errors} the
 * line that the user reads.
 */
@Command(
        name = "twinbit",
        description = "An IoT edge gateway whose answers are the microcontroller's answers, bit for bit.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ReplayCommand.class,
            JournalCommand.class,
            DeadLetterCommand.class,
            InspectCommand.class,
            InferCommand.class,
            VerifyCommand.class,
            IdentifyCommand.class,
            BenchCommand.class,
            ExportCommand.class,
            ProfilesCommand.class,
            CompletionCommand.class
        },
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  twinbit demo                          the whole gateway with simulated machines",
            "  twinbit check --config twinbit.toml   what is wrong, before a start",
            "  twinbit run --config twinbit.toml     the daemon",
            "",
            "Exit status: 0 done, 1 a check does not hold, 64 usage, 65 data, 66 file, 69 unreachable, 70 bug, 78 configuration"
        })
public final class Main {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private Main() {}

    public static void main(String[] args) {
        StopSignal.install();
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        StopSignal.exit(execute(args, out, err));
    }

    /** Runs one command line and returns its exit status. */
    static int execute(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine command = commandLine().setOut(out).setErr(err);
        int status = execute(command, args);
        return flush(out) ? status : ExitCode.DONE.status();
    }

    /** What is no {@link Exception} passes through picocli: memory that is used up, a stack, a library that is not there. */
    private static int execute(CommandLine command, String[] args) {
        try {
            return command.execute(args);
        } catch (Error e) {
            return Errors.report(e, command);
        }
    }

    private static boolean flush(PrintWriter out) {
        try {
            out.flush();
            return true;
        } catch (ClosedPipe e) {
            return false;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::report)
                .setExecutionExceptionHandler(Errors::report);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        OutputStream guarded = ClosedPipe.guard(new FileOutputStream(descriptor));
        return new PrintWriter(guarded, false, StandardCharsets.UTF_8);
    }
}
