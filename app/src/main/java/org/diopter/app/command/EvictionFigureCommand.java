package org.diopter.app.command;

import picocli.CommandLine.Command;

/// `diopter figure eviction`.
@Command(name = "eviction", description = "Which keys one head keeps and when it evicts the others under a cache policy.")
final class EvictionFigureCommand extends HeadFigureCommand {
    EvictionFigureCommand(Invocation invocation) {
        super(invocation, EvictionFigureStudy::new);
    }
}
