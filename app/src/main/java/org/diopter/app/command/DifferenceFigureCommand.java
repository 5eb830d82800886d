package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `diopter figure difference`.
@Command(name = "difference", description = "What edits change: the grid of the edited run, B, less that of the model as it is or edited otherwise, A.")
final class DifferenceFigureCommand extends GridFigureCommand implements Callable<Integer> {
    @Option(names = "--range", paramLabel = "fit|fixed|LOW:HIGH", converter = WordConverter.OfRange.class,
            description = "What the ends of the colours stand for: zero in the middle, the 98th percentile of the changes at both ends (fit; if not given), as"
                    + " much as the quantity can change (fixed), or two values.")
    private String range = "fit";

    DifferenceFigureCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Integer call() {
        return run(comparison(), true, "shift", range);
    }
}
