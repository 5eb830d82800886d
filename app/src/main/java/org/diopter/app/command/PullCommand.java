package org.diopter.app.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.diopter.app.log.LogFile;
import org.diopter.model.hub.Hub;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diopter pull`.
@Command(name = "pull", description = "Downloads a model or a lens from a hub into the Hugging Face cache: the one command that uses the network.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class PullCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "ID", description = "The repository, such as HuggingFaceTB/SmolLM2-135M.")
    private String id;

    @Option(names = "--repo-type", paramLabel = "model|space", converter = WordConverter.OfRepository.class,
            description = "What the repository is; model if not given. Tuned lenses are in the space AlignmentResearch/tuned-lens.")
    private String type = PullStudy.MODEL;

    @Option(names = "--revision", paramLabel = "NAME", description = "A branch, a tag or a commit; main if not given.")
    private String revision = Hub.MAIN;

    @Option(names = "--include", paramLabel = "PATTERN",
            description = "The files wanted, such as 'lens/gpt2/*' or '*Q4_K_M.gguf'. May be given several times; if not given, what a model needs:"
                    + " configuration, tokenizer, safetensors and the card.")
    private List<String> include = List.of();

    @Option(names = "--dry-run", description = "Only say what would be downloaded.")
    private boolean dryRun;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    PullCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        LogFile.open(engine.home());
        PullStudy study = new PullStudy(id, type, revision, include, dryRun, engine.choice());
        return new PullJob(invocation, engine, invocation.json(output, engine)).run(study);
    }
}
