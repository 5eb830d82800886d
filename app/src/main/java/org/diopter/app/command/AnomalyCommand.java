package org.diopter.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.diopter.engine.data.OptionPromptFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter anomaly`.
@Command(name = "anomaly", description = "Tells suspect prompts, such as injected ones, from normal ones by the way of the stream.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AnomalyCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private LensArgument lens;

    @Option(names = "--normal", paramLabel = "F.jsonl", required = true,
            description = "Normal prompts: lines of {\"prompt\": text, \"options\": [text, …]}.")
    private Path normal;

    @Option(names = "--suspect", paramLabel = "F.jsonl", required = true, description = "Prompts that are to be told from them, in the same form.")
    private Path suspect;

    AnomalyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        OptionPromptFile.read(normal);
        OptionPromptFile.read(suspect);
        FileReference usual = FileReference.of(normal);
        FileReference other = FileReference.of(suspect);
        AnomalyJob job = new AnomalyJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(
                opened.engine(), opened.model(), new AnomalyStudy(opened.reference(), opened.lens(lens.lens()), usual, other, opened.choice())));
    }
}
