package org.diopter.app.window;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.views.prompt.PromptModel.Example;

/// Prompts to start from: the bundled model knows what the first ones ask for, the glass box the last ones.
final class Examples {
    private static final int COUNT = 7;
    private static final int GLASS_BOX = 6;

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
                WindowTexts.ALL.get("example." + number + ".about"), WindowTexts.ALL.get("example." + number + ".edit"));
    }
}
