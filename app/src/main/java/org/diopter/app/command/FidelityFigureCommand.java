package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure fidelity`.
@Command(name = "fidelity", description = "Influence of directions on the lens against that on the model, beside random directions; of several layers, its ρ.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class FidelityFigureCommand implements Callable<Integer> {
    private static final String ALL = "all";

    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Option(names = "--layer", paramLabel = "L", description = "One layer, a point a direction: 0 is the embedding, the number of blocks the output.")
    private @Nullable Integer layer;

    @Option(names = "--layers", paramLabel = "all|0,4,8", description = "In place of --layer: several layers, a ρ each.")
    private @Nullable String layers;

    @Mixin
    private BasisArguments basis;

    @Mixin
    private FigureArguments figure;

    FidelityFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        basis.check();
        if ((layer == null) == (layers == null)) {
            throw new WrongUsageException("One of --layer and --layers is needed");
        }
        List<Integer> several = layers == null || layers.equals(ALL) ? List.of() : numbers(layers);
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(), study(opened, several, paper)));
    }

    private static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            if (!word.strip().matches("[0-9]{1,6}")) {
                throw new WrongUsageException("'%s' in --layers is no layer; write all, or numbers such as 0,4,8".formatted(word));
            }
            numbers.add(Integer.parseInt(word.strip()));
        }
        return numbers.stream().distinct().sorted().toList();
    }

    /// @param several empty for all layers, where no single one is asked for
    private FigureStudy study(Opened opened, List<Integer> several, Paper paper) {
        if (layer != null) {
            return new FidelityFigureStudy(opened.reference(), basis.choice(opened, layer), paper, opened.choice());
        }
        List<Integer> wanted = several.isEmpty() ? IntStream.rangeClosed(0, opened.model().card().layers()).boxed().toList() : several;
        BasisChoice first = basis.choice(opened, wanted.getFirst());
        return new FidelityByLayerFigureStudy(opened.reference(), wanted.stream().map(first::at).toList(), paper, opened.choice());
    }
}
