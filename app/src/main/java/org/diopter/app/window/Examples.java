package org.diopter.app.window;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.model.hub.ModelFinder;
import org.diopter.views.prompt.PromptModel.Example;

/// Prompts to start from, each with what to look at: the first ones for the bundled model, the last ones for the glass box. What is said of them is what
/// these models do.
final class Examples {
    private static final int COUNT = 12;
    private static final int GLASS_BOX = 9;
    private static final String ALMANAC = "almanac-8m";

    private Examples() {}

    static List<Example> all() {
        return IntStream.rangeClosed(1, COUNT).mapToObj(Examples::example).toList();
    }

    /// What the glass box is asked first.
    static Example glassBox() {
        return example(GLASS_BOX);
    }

    private static Example example(int number) {
        return new Example(WindowTexts.ALL.get("example." + number), WindowTexts.ALL.get("example." + number + ".text"),
                WindowTexts.ALL.get("example." + number + ".about"), WindowTexts.ALL.get("example." + number + ".edit"),
                number < GLASS_BOX ? ALMANAC : ModelFinder.GLASS_BOX);
    }
}
