package org.diopter.app.command;

import picocli.CommandLine.Command;

/// `diopter figure attention`.
@Command(name = "attention", description = "Where the queries of one head look.")
final class AttentionFigureCommand extends HeadFigureCommand {
    AttentionFigureCommand(Invocation invocation) {
        super(invocation, AttentionFigureStudy::new);
    }
}
