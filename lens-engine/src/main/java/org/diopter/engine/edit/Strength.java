package org.diopter.engine.edit;

import java.math.BigDecimal;
import org.diopter.model.UnusableInputException;

/// How far an edit inside a block goes: 0 changes nothing, 1 is the whole edit, what lies between is as much of the way, and more goes beyond.
final class Strength {
    /// Of an edit of which nothing is said.
    static final BigDecimal WHOLE = BigDecimal.ONE;
    private static final BigDecimal MOST = new BigDecimal(1_000);

    private Strength() {}

    /// @return without trailing zeros, so that equal edits are equal
    /// @throws UnusableInputException if it is beyond ±1,000, where nothing is left of the model
    static BigDecimal checked(BigDecimal strength) {
        if (strength.abs().compareTo(MOST) > 0) {
            throw new UnusableInputException(EditText.CODE, "strength %s is too much; it goes from -1000 to 1000.".formatted(strength.toPlainString()));
        }
        return strength.stripTrailingZeros();
    }

    /// The end of a text form; empty for the whole edit.
    static String text(BigDecimal strength) {
        return strength.compareTo(WHOLE) == 0 ? "" : ",strength=" + strength.toPlainString();
    }
}
