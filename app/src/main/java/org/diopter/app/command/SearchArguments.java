package org.diopter.app.command;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.laser.GridText;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of a search for reductions.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class SearchArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    private TaskArguments task;

    @Option(names = "--matrices", paramLabel = "NAME,…", split = ",", hideParamSyntax = true,
            description = "Which matrices are reduced; mlp.in,mlp.out, as in the LASER paper, if not given.")
    private List<String> matrices = List.of("mlp.in", "mlp.out");

    @Option(names = "--blocks", paramLabel = "0,4-7", split = ",", hideParamSyntax = true, description = "In which blocks; all if not given.")
    private List<String> blocks = List.of();

    @Option(names = "--rhos", paramLabel = "0.9,0.1", split = ",", hideParamSyntax = true,
            description = "The shares of components that are kept; those of the LASER paper's code (0.9 to 0.005) if not given.")
    private List<String> rhos = SearchPlan.PAPER_RHOS.stream().map(BigDecimal::toPlainString).toList();

    @Option(names = "--method", paramLabel = "exact|randomised", description = MethodWords.HELP)
    private String method = MethodWords.EXACT;

    @Option(names = "--validation", paramLabel = "SHARE", description = "The share of the items on which a setting is chosen; 0.2 if not given.")
    private String validation = "0.2";

    @Option(names = "--shuffle", description = "Draw these items at random (--seed); the first ones, as in the paper, if not given.")
    private boolean shuffle;

    @Option(names = "--compose", description = "Also stack reductions greedily, from the last block down, as long as that helps.")
    private boolean compose;

    @Option(names = "--halving", paramLabel = "N", arity = "0..1", fallbackValue = "32",
            description = "Measure all cells on N items (32 if N is not given), the better half on twice as many, and so on: less work, and not the full grid.")
    private int halving;

    @Option(names = "--also", paramLabel = "NAME=F",
            description = "A further task and its file: which one setting serves all best? May be given several times.")
    private List<String> also = List.of();

    @Option(names = "--mp-rank", description = "Also cut each matrix at the Marchenko–Pastur edge: a rank chosen without a search.")
    private boolean noiseRank;

    @Mixin
    private PriceArguments price;

    @Option(names = "--resume", description = "Take over cells that an earlier search has finished.")
    private boolean resume;

    boolean resumes() {
        return resume;
    }

    /// @throws org.diopter.model.UnusableInputException if a file cannot be read, a matrix is unknown, or a share is none
    SearchChoice choice() {
        if (halving < 0) {
            throw wrongUsage("Invalid value for option '--halving': " + halving + " is less than 0");
        }
        SearchExtras extras = new SearchExtras(furtherTasks(), price.choice(), noiseRank);
        return new SearchChoice(
                task.required(), matrices, GridText.blocks(blocks), GridText.shares(rhos), MethodWords.recorded(method), share(), shuffle, compose, halving, extras);
    }

    private List<TaskChoice> furtherTasks() {
        List<TaskChoice> tasks = new ArrayList<>();
        for (String further : also) {
            int equals = further.indexOf('=');
            if (equals < 1) {
                throw wrongUsage("Invalid value for option '--also': '" + further + "' is not NAME=FILE");
            }
            tasks.add(TaskChoice.of(Path.of(further.substring(equals + 1)), further.substring(0, equals), null, task.items()));
        }
        return tasks;
    }

    private BigDecimal share() {
        try {
            return new BigDecimal(validation);
        } catch (NumberFormatException e) {
            throw new UnusableInputException("D-205", "‘%.40s’ is no number for --validation. Write a share between 0 and 1.".formatted(validation), e);
        }
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
