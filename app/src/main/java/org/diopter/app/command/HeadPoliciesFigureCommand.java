package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.edit.EditStack;
import org.diopter.views.cache.HeadValuesMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter figure policy-heads`.
@Command(name = "policy-heads", description = "The budget or the α that every head has of its own, chosen on a text or given by a policy of heads.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class HeadPoliciesFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private PolicyArguments policy;

    @Mixin
    private HeadChoiceArguments heads;

    @Mixin
    private CacheTextArguments text;

    @Option(names = "--show", paramLabel = "budget|alpha", description = "Which value is shown; budget if not given.")
    private String shown = HeadValuesMap.Value.BUDGET.text();

    @Option(names = "--edit", paramLabel = "SPEC", description = EditArguments.EDIT)
    private List<String> edits = List.of();

    @Mixin
    private FigureArguments figure;

    HeadPoliciesFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        HeadValuesMap.Value value = value();
        EditStack.parse(edits);
        Paper paper = figure.paper();
        CacheChoice cache = policy.choice(model.engine());
        HeadChoice chosen = heads.choice().orElse(null);
        if (chosen == null && !(CachePolicy.parse(cache.policy()) instanceof HeadPolicies)) {
            throw new ParameterException(spec.commandLine(), "Missing: --choose, since --policy has one value for all heads");
        }
        Optional<InputArguments.Text> prompt = text.check();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            HeadPoliciesFigureStudy study = new HeadPoliciesFigureStudy(
                    opened.reference(), text.text(prompt, opened.model(), opened.note()), cache, chosen, value, edits, paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }

    private HeadValuesMap.Value value() {
        for (HeadValuesMap.Value value : HeadValuesMap.Value.values()) {
            if (value.text().equals(shown)) {
                return value;
            }
        }
        throw new ParameterException(spec.commandLine(), "Invalid value for option '--show': expected budget or alpha, not '%s'".formatted(shown));
    }
}
