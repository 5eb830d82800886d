package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diopter.engine.edit.EditStack;
import org.diopter.views.cache.PolicyStatistic;
import org.diopter.views.figure.Unit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the charts of policies have in common.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
abstract sealed class PoliciesFigureCommand implements Callable<Integer> permits RetainedMassFigureCommand, PolicyComparisonFigureCommand {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private PoliciesArguments policies;

    @Mixin
    private CacheTextArguments text;

    @Option(names = "--edit", paramLabel = "SPEC", description = EditArguments.EDIT)
    private List<String> edits = List.of();

    @Mixin
    private FigureArguments figure;

    PoliciesFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    abstract PolicyFigureStudy.Kind kind();

    /// By its name on the command line.
    abstract String statistic();

    /// Of divergences, where the chart may show some.
    String unit() {
        return Unit.NATS.label();
    }

    @Override
    public Integer call() {
        PolicyFigureStudy.Kind kind = kind();
        PolicyStatistic shown = named(statistic());
        EditStack.parse(edits);
        Paper paper = figure.paper();
        List<CacheChoice> tried = policies.choices(model.engine());
        Optional<InputArguments.Text> prompt = text.check();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            PolicyFigureStudy study = new PolicyFigureStudy(
                    opened.reference(), kind, text.text(prompt, opened.model(), opened.note()), tried, edits, shown, unit(), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }

    private PolicyStatistic named(String name) {
        boolean known = PolicyStatistic.NAMES.contains(name) && (kind() == PolicyFigureStudy.Kind.BY_POLICY || PolicyStatistic.named(name).isOfBlocks());
        if (!known) {
            throw wrongUsage("Invalid value for option '--statistic': '%s' is not shown here".formatted(name));
        }
        return PolicyStatistic.named(name);
    }

    ParameterException wrongUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
