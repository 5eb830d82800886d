package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.util.Arrays;
import org.diopter.model.UnusableInputException;

/// Leaves out what a part of a block adds to the stream.
///
/// @param strength how far it goes, see [BlockEdit#strength()]: 1 − strength of what the part adds is left
public record SkipPart(int block, Part part, BigDecimal strength) implements BlockEdit {
    /// @throws UnusableInputException if the strength is beyond ±1,000
    public SkipPart {
        strength = Strength.checked(strength);
    }

    /// The whole part.
    public SkipPart(int block, Part part) {
        this(block, part, Strength.WHOLE);
    }

    @Override
    public SkipPart withStrength(BigDecimal other) {
        return new SkipPart(block, part, other);
    }

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
        return "skip:block=" + block + ",part=" + part.text + Strength.text(strength);
    }
}
