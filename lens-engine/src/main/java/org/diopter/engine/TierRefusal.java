package org.diopter.engine;

import java.util.List;
import org.diopter.model.UnusableInputException;

/// Why something cannot be done with a model of a lower tier than A.
///
/// @param tier `A` to `D`
/// @param reasons sentences
record TierRefusal(char tier, List<String> reasons) {
    static TierRefusal of(ModelCard card) {
        return new TierRefusal(card.tier(), card.reasons());
    }

    /// @param what cannot be done: a sentence
    UnusableInputException because(String code, String what) {
        return new UnusableInputException(code, what + " " + because(String.join(" ", reasons)));
    }

    /// The tier and a reason, as sentences.
    String because(String reason) {
        return "The file is of tier %s. %s".formatted(tier, reason);
    }
}
