package io.twinbit.app.cli;

import picocli.CommandLine.Command;

/** What the gateway took in and keeps until it is done with it. */
@Command(
        name = "journal",
        description = {
            "Look into a gateway's state directory: what it took in and where its pipelines stand.",
            "Nothing is changed, so the gateway may be running."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            JournalInfoCommand.class, JournalShowCommand.class, JournalExportCommand.class, JournalVerifyCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  twinbit journal info --state /var/lib/twinbit",
            "  twinbit journal show --state /var/lib/twinbit --count 5",
            "  twinbit journal export --state /var/lib/twinbit --out night.twr",
            "  twinbit journal verify --state /var/lib/twinbit"
        })
final class JournalCommand {}
