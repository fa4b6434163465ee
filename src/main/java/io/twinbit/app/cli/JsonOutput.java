package io.twinbit.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Answers for programs: one JSON value on one line of standard output, keys in {@code snake_case}. */
final class JsonOutput {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonOutput() {}

    /** @param answer a record (its components are the keys), or a list or map of them */
    static void print(CommandSpec command, Object answer) {
        command.commandLine().getOut().println(MAPPER.writeValueAsString(answer));
    }
}
