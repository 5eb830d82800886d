package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure laser-held`.
@Command(name = "laser-held", description = "The answers of the largest and of the smallest components of a matrix alone, by how many they are.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class HeldFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private HeldArguments held;

    @Option(names = "--group", paramLabel = "NAME", converter = WordConverter.OfGroup.class,
            description = "Which items: corrected, broken, always-right, always-wrong by the cut, or all; all if not given.")
    private String group = GroupName.ALL;

    @Option(names = "--view", paramLabel = "cosine|kinds", converter = WordConverter.OfHeldView.class,
            description = "How near answers lie to the right one, from −1 to 1, or how many are right, generic and other; cosine if not given.")
    private String view = HeldFigureStudy.COSINE;

    @Mixin
    private FigureArguments figure;

    HeldFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        HeldChoice choice = held.choice(model.engine().choice().seed());
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(
                opened.engine(), opened.model(), new HeldFigureStudy(opened.reference(), choice, group, view, paper, opened.choice())));
    }
}
