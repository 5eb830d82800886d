package org.diopter.app.command;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a picture's numbers were read from, as its provenance says it.
///
/// @param lens for people; empty where there is none
/// @param lensSha256 or empty
/// @param text that was read, or what names it
/// @param tokens how many
record FigureSource(String lens, String lensSha256, String text, int tokens) {
    /// Weights alone: nothing was read through a lens.
    static final FigureSource WEIGHTS = new FigureSource("", "", "", 0);

    static FigureSource of(Input input, LensReference lens) {
        String prompt = input.prompt();
        return new FigureSource(lens.name(), lens.sha256(), prompt == null ? "tokens " + input.sequence() : prompt, input.tokens().size());
    }

    static FigureSource of(BasisChoice basis) {
        LensReference lens = basis.lens();
        StudyText text = basis.text();
        FileReference states = basis.statesFile();
        String files = Stream.concat(text == null ? Stream.of() : text.files().stream(), Stream.ofNullable(states))
                .map(file -> "%s (sha256 %.8s)".formatted(file.path(), file.sha256()))
                .collect(Collectors.joining(", "));
        return new FigureSource(lens.name(), lens.sha256(), files, basis.states());
    }
}
