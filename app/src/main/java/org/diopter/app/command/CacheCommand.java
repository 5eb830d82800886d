package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diopter.engine.edit.EditStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter cache`.
@Command(name = "cache", description = "Runs a text under cache policies: what they keep, what they evict and when, and what that does to the predictions.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CacheCommand implements Callable<Integer> {
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
    private HeadChoiceArguments heads;

    @Option(names = "--drop", description = "Also run with keys and values that really leave memory, and measure what they take.")
    private boolean dropped;

    @Mixin
    private TaskArguments task;

    @Option(names = "--shots", paramLabel = "0|1", description = "With --task: how many examples stand before each question; 0 if not given.")
    private int shots;

    @Option(names = "--write", paramLabel = "N", description = "Also let the model write N tokens after the text under each policy, greedily.")
    private int written;

    @Mixin
    private UnitArgument unit;

    CacheCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        check();
        EditStack.parse(edits);
        List<CacheChoice> tried = policies.choices(model.engine());
        Optional<InputArguments.Text> prompt = text.check();
        HeadChoice chosen = heads.choice().orElse(null);
        TaskChoice questions = task.choice().orElse(null);
        CacheJob job = new CacheJob(invocation, model.engine(), model.json(invocation));
        return model.run(invocation, opened -> {
            CacheStudy study = new CacheStudy(
                    opened.reference(), text.text(prompt, opened.model(), opened.note()), tried, edits, chosen, dropped, questions, shots, written, unit.unit(), opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }

    private void check() {
        if (shots < 0 || shots > 1) {
            throw wrongUsage("Invalid value for option '--shots': %d is neither 0 nor 1".formatted(shots));
        }
        if (written < 0) {
            throw wrongUsage("Invalid value for option '--write': %d is less than 0".formatted(written));
        }
    }

    private ParameterException wrongUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
