package org.diopter.app.command;

import picocli.CommandLine.Option;

/// The options that say how values become colours.
final class ColourArguments {
    @Option(names = "--map", paramLabel = "tide|viridis|cividis|grey", converter = WordConverter.OfMap.class,
            description = "The colour map; tide if not given.")
    private String map = "tide";

    @Option(names = "--range", paramLabel = "fixed|fit|LOW:HIGH", converter = WordConverter.OfRange.class,
            description = "What the ends of the colours stand for: the quantity's own range (fixed; if not given), the 2nd to 98th percentile"
                    + " (fit), or two values.")
    private String range = "fixed";

    String map() {
        return map;
    }

    String range() {
        return range;
    }
}
