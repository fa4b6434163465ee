package io.twinbit.app.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error why a command ended: a line or two, and a stack trace only for a bug of ours. */
final class Errors {
    private static final String REPORT = "This is a bug in twinbit. Please report it with the command and the lines above"
            + " (CONTRIBUTING.md says where).";

    private Errors() {}

    /** For a command line that does not parse. */
    static int report(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        print(command, failure.getMessage() + suggestion(failure));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        command.getErr().flush();
        return ExitCode.USAGE.status();
    }

    /** For a command that failed while it ran. */
    static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        return report(failure, command);
    }

    static int report(Throwable failure, CommandLine command) {
        ExitCode code = ExitCode.of(failure);
        switch (code) {
            case DONE -> { }
            case BUG -> reportBug(failure, command);
            default -> print(command, message(failure));
        }
        return code.status();
    }

    private static void reportBug(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        failure.printStackTrace(err);
        err.println(REPORT);
        err.flush();
    }

    private static void print(CommandLine command, String message) {
        Ansi ansi = command.getColorScheme().ansi();
        PrintWriter err = command.getErr();
        err.println(ansi.string("@|bold,red twinbit:|@ ") + message);
        err.flush();
    }

    /** The file system's exceptions have the bare path for a message. */
    static String message(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException e -> e.getFile() + ": no such file or folder";
            case AccessDeniedException e -> e.getFile() + ": access denied";
            case FileSystemException e -> e.getFile() + ": " + e.getReason();
            case OutOfMemoryError e -> "out of memory (" + e.getMessage() + ") with " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB for the heap; give it more: TWINBIT_JAVA_OPTS=-Xmx...m";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String suggestion(ParameterException failure) {
        List<String> near = failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }
}
