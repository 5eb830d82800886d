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

    private static final String LOGIT_LENS = "logit lens";

    static FigureSource of(Input input) {
        String prompt = input.prompt();
        return new FigureSource(LOGIT_LENS, "", prompt == null ? "tokens " + input.sequence() : prompt, input.tokens().size());
    }

    /// The same where nothing is read through a lens.
    static FigureSource ofTokens(Input input) {
        FigureSource through = of(input);
        return new FigureSource("", "", through.text, through.tokens);
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
        String sha256 = lens.sha256();
        StudyText text = basis.text();
        FileReference states = basis.statesFile();
        String files = Stream.concat(text == null ? Stream.of() : text.files().stream(), Stream.ofNullable(states))
                .map(FigureSource::named)
                .collect(Collectors.joining(", "));
        return new FigureSource(sha256 == null ? LOGIT_LENS : lens.source(), sha256 == null ? "" : sha256, files, basis.states());
    }
}
