package org.diopter.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure policy-comparison`.
@Command(name = "policy-comparison",
        description = "What policies do to a text: over the budget's ratio where several are tried, over α where several are, else one bar a policy.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class PolicyComparisonFigureCommand extends PoliciesFigureCommand {
    @Option(names = "--statistic", paramLabel = "NAME",
            description = "perplexity (if not given), kl (of the full cache's predictions to the policy's), mass, cosine-full or cosine-ideal.")
    private String statistic = "perplexity";

    @Mixin
    private UnitArgument unit;

    PolicyComparisonFigureCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PolicyFigureStudy.Kind kind() {
        return PolicyFigureStudy.Kind.BY_POLICY;
    }

    @Override
    String unit() {
        return unit.unit();
    }

    @Override
    String statistic() {
        return statistic;
    }
}
