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
        return new FigureSource(lens.name(), lens.sha256(), words(input), input.tokens().size());
    }

    private static String words(Input input) {
        String prompt = input.prompt();
        return prompt == null ? "tokens " + input.sequence() : prompt;
    }

    /// The same where nothing is read through a lens.
    static FigureSource ofTokens(Input input) {
        return new FigureSource("", "", words(input), input.tokens().size());
    }

    /// @param tokens how many of the text are read
    static FigureSource of(StudyText text, int tokens) {
        String files = text.files().stream().map(FigureSource::named).collect(Collectors.joining(", "));
        return new FigureSource("", "", files, tokens);
    }

    private static String named(FileReference file) {
        return "%s (sha256 %.8s)".formatted(file.path(), file.sha256());
    }

    static FigureSource of(BasisChoice basis) {
        LensReference lens = basis.lens();
        StudyText text = basis.text();
        FileReference states = basis.statesFile();
        String files = Stream.concat(text == null ? Stream.of() : text.files().stream(), Stream.ofNullable(states))
                .map(FigureSource::named)
                .collect(Collectors.joining(", "));
        return new FigureSource(lens.name(), lens.sha256(), files, basis.states());
    }
}
