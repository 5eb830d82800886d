package org.diopter.app.session;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.diopter.model.UnusableInputException;
import tools.jackson.databind.JsonNode;

/// Brings the parts of an older session file to the form of today, a version at a time.
///
/// @param steps the first leads from version 1 to version 2, and so on; each maps the parts by their names
record Migrations(List<UnaryOperator<Map<String, JsonNode>>> steps) {
    /// Those of this program: there has been one version.
    static final Migrations ALL = new Migrations(List.of());

    Migrations {
        steps = List.copyOf(steps);
    }

    /// The version that is written.
    int newest() {
        return steps.size() + 1;
    }

    /// @param version of the parts
    /// @throws UnusableInputException D-602 if a newer program made them
    Map<String, JsonNode> migrate(String file, int version, Map<String, JsonNode> parts) {
        if (version > newest()) {
            throw new UnusableInputException("D-602", "‘%s’ was made by a newer Diopter (format %d; this one knows %d). Open it with that one."
                    .formatted(file, version, newest()));
        }
        Map<String, JsonNode> now = parts;
        for (UnaryOperator<Map<String, JsonNode>> step : steps.subList(Math.max(1, version) - 1, steps.size())) {
            now = step.apply(now);
        }
        return now;
    }
}
