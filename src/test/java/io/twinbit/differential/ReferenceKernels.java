package io.twinbit.differential;

import io.twinbit.testing.OptionalTool;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * TensorFlow Lite Micro's reference kernels in a Python process; the script says what a job is. Some networks make the
 * kernels abort; then the next job gets a new process.
 */
final class ReferenceKernels implements AutoCloseable {
    private Process process;
    private BufferedWriter jobs;
    private BufferedReader answers;

    private ReferenceKernels(Process process) {
        this.process = process;
        this.jobs = process.outputWriter();
        this.answers = process.inputReader();
    }

    static ReferenceKernels start() throws IOException {
        return new ReferenceKernels(python());
    }

    private static Process python() throws IOException {
        return new ProcessBuilder(
                        OptionalTool.pythonWithTfliteMicro().toString(), "src/test/python/reference_kernels.py")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs one network; returns {@code ok} or the reason why the kernels refused it. */
    String run(Path model, List<Path> inputs, List<Path> outputs) throws IOException {
        jobs.write(model + "\t" + joined(inputs) + "\t->\t" + joined(outputs) + "\n");
        jobs.flush();
        String answer = answers.readLine();
        if (answer == null) {
            close();
            process = python();
            jobs = process.outputWriter();
            answers = process.inputReader();
            return "error: the kernels aborted";
        }
        return answer;
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining("\t"));
    }

    @Override
    public void close() throws IOException {
        jobs.close();
        process.destroy();
    }
}
