package org.diopter.engine.edit;

import java.util.Arrays;
import org.diopter.model.UnusableInputException;

/// Leaves out what a part of a block adds to the stream.
public record SkipPart(int block, Part part) implements BlockEdit {
    /// What is left out.
    public enum Part {
        ATTENTION("attn"),
        MLP("mlp"),
        BOTH("both");

        private final String text;

        Part(String text) {
            this.text = text;
        }

        static Part of(String text) {
            return Arrays.stream(values())
                    .filter(part -> part.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new UnusableInputException(EditText.CODE, "There is no part ‘%.40s’ of a block. Parts are attn, mlp and both.".formatted(text)));
        }
    }

    public boolean skipsAttention() {
        return part != Part.MLP;
    }

    public boolean skipsMlp() {
        return part != Part.ATTENTION;
    }

    @Override
    public String text() {
        return "skip:block=" + block + ",part=" + part.text;
    }
}
