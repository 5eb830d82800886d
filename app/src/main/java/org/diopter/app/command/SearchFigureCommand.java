package org.diopter.app.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure laser-search`.
@Command(name = "laser-search", description = "What every cell of a search changes, as a map of blocks and shares or as lines. Cells that are finished are not measured again.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class SearchFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private SearchArguments search;

    @Option(names = "--matrix", paramLabel = "NAME", description = "Which of the matrices is shown; that of the best cell if not given.")
    private @Nullable String matrix;

    @Option(names = "--view", paramLabel = "map|lines", converter = WordConverter.OfView.class,
            description = "Blocks × shares, or log-loss by the share that is removed, a line a block, as in the LASER paper; map if not given.")
    private String view = SearchFigureStudy.MAP;

    @Mixin
    private FigureArguments figure;

    SearchFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        SearchChoice choice = search.choice();
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(
                opened.engine(), opened.model(), new SearchFigureStudy(opened.reference(), choice, matrix, view, paper, opened.choice())));
    }
}
