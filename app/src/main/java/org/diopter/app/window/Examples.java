package org.diopter.app.window;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.views.prompt.PromptModel.Example;

/// Prompts to start from; the bundled model knows what they ask for.
final class Examples {
    private static final int COUNT = 5;

    private Examples() {}

    static List<Example> all() {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(i -> new Example(WindowTexts.ALL.get("example." + i), WindowTexts.ALL.get("example." + i + ".text")))
                .toList();
    }
}
