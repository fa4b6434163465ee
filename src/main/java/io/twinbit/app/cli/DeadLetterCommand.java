package io.twinbit.app.cli;

import picocli.CommandLine.Command;

/** Messages that pipelines put aside. */
@Command(
        name = "deadletter",
        description = {
            "Look into the messages that became no samples, try them again, or delete them.",
            "list and show change nothing, so the gateway may be running; for retry and purge it must be stopped."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeadLetterListCommand.class, DeadLetterShowCommand.class, DeadLetterRetryCommand.class, DeadLetterPurgeCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  twinbit deadletter list --state /var/lib/twinbit",
            "  twinbit deadletter show --state /var/lib/twinbit 1764079382123456",
            "  twinbit deadletter retry --state /var/lib/twinbit --pipeline vibration",
            "  twinbit deadletter purge --state /var/lib/twinbit"
        })
final class DeadLetterCommand {}
