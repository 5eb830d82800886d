package org.diopter.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `diopter figure retained-mass`.
@Command(name = "retained-mass", description = "How much of the full attention lies on the keys that policies keep, by block or by step.")
final class RetainedMassFigureCommand extends PoliciesFigureCommand {
    @Option(names = "--by", paramLabel = "block|step", description = "What stands across: blocks (if not given), or query positions.")
    private String by = "block";

    @Option(names = "--statistic", paramLabel = "NAME",
            description = "mass (the share of attention that is kept; if not given), cosine-full or cosine-ideal (of attention rows to those of the full"
                    + " and of the ideal cache).")
    private String statistic = "mass";

    RetainedMassFigureCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PolicyFigureStudy.Kind kind() {
        return switch (by) {
            case "block" -> PolicyFigureStudy.Kind.BY_BLOCK;
            case "step" -> PolicyFigureStudy.Kind.BY_STEP;
            default -> throw wrongUsage("Invalid value for option '--by': expected block or step, not '%s'".formatted(by));
        };
    }

    @Override
    String statistic() {
        return statistic;
    }
}
