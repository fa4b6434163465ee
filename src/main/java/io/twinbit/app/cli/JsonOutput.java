package io.twinbit.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Answers for programs: one JSON value on one line of standard output, keys in {@code snake_case}. */
final class JsonOutput {
    private JsonOutput() {}

    /** @param answer a record (its components are the keys), or a list or map of them */
    static void print(CommandSpec command, Object answer) {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        command.commandLine().getOut().println(mapper.writeValueAsString(answer));
    }
}
