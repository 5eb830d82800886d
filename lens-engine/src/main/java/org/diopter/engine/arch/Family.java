package org.diopter.engine.arch;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A family of decoders as the user knows it.
///
/// @param name for people
/// @param modelTypes the values of `model_type` in `config.json` that have its layout, in alphabetical order
/// @param examples published models
/// @param special what sets it apart, one line
public record Family(String name, List<String> modelTypes, String examples, String special) {
    public Family {
        modelTypes = List.copyOf(modelTypes);
    }

    static Family of(String name, Set<String> modelTypes, String examples, String special) {
        return new Family(name, List.copyOf(new TreeSet<>(modelTypes)), examples, special);
    }
}
