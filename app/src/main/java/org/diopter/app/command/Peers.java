package org.diopter.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.jspecify.annotations.Nullable;

/// What other programs took on this machine.
///
/// @param values milliseconds by the names of the file; what failed there is left out
record Peers(Map<String, Double> values) {
    private static final int MAX_BYTES = 1 << 20;

    /// @param file as `peers.py --json` writes it, or null for nothing
    /// @throws UnusableInputException D-209 if it holds no times
    static Peers read(@Nullable String file) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (file != null) {
            JsonText.read(Path.of(file), "D-209", MAX_BYTES).object().forEach((name, value) -> {
                if (value instanceof Number number) {
                    values.put(name, number.doubleValue());
                }
            });
            if (values.isEmpty()) {
                throw new UnusableInputException("D-209", "%s holds no times. Write it with peers.py --json.".formatted(file));
            }
        }
        return new Peers(values);
    }

    /// What those took whose name begins so.
    Map<String, Double> named(String... beginnings) {
        Map<String, Double> found = new LinkedHashMap<>();
        for (String beginning : beginnings) {
            values.forEach((name, value) -> {
                if (name.startsWith(beginning)) {
                    found.put(name, value);
                }
            });
        }
        return found;
    }

    /// What those took that read a trajectory of so many tokens through the logit lens.
    Map<String, Double> lenses(int tokens) {
        String length = ", %d tokens".formatted(tokens);
        Map<String, Double> found = named("logit lens by hand", "tuned-lens", "TransformerLens");
        found.keySet().removeIf(name -> !name.endsWith(length) || name.contains("tuned lens,"));
        return found;
    }
}
