package org.diopter.engine.cache;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.diopter.model.UnusableInputException;

/// How many past keys are kept. The query's own key comes on top: a budget of B lets each query see B + 1 keys.
public sealed interface Budget {
    /// In numbers of keys.
    ///
    /// @param tokens of the text
    /// @throws UnusableInputException if none or less would be kept
    Counts of(int tokens);

    /// Numbers of keys, by what they are kept for.
    ///
    /// @param sink the first of the text, always kept
    /// @param heavy those with the highest scores
    /// @param recent the last before the query, always kept
    record Counts(int sink, int heavy, int recent) implements Budget {
        public Counts {
            if ((long) sink + heavy + recent > Integer.MAX_VALUE) {
                throw new UnusableInputException("D-402", "sink %d, heavy %d and recent %d are more keys than any text has. Set them lower."
                        .formatted(sink, heavy, recent));
            }
            if (sink < 0 || heavy < 0 || recent < 0 || sink + heavy + recent < 1) {
                throw new UnusableInputException("D-402", "A budget of %d keys (sink %d, heavy %d, recent %d) keeps nothing. Set it to 1 or more."
                        .formatted(sink + heavy + recent, sink, heavy, recent));
            }
        }

        /// B.
        public int total() {
            return sink + heavy + recent;
        }

        @Override
        public Counts of(int tokens) {
            return this;
        }
    }

    /// What the keys of a share are kept for that are neither sink nor recent by number.
    enum Rest {
        HEAVY,
        RECENT,
        /// The last half of the budget, rounded down, recent; the rest heavy.
        HALVES
    }

    /// A share of the text's length.
    ///
    /// @param ratio B = ratio · tokens, half rounded up, in decimals
    /// @param sink of these, a fixed number
    /// @param recent likewise
    /// @param rest what the others are
    record Share(BigDecimal ratio, int sink, int recent, Rest rest) implements Budget {
        public Share {
            ratio = ratio.stripTrailingZeros();
            if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
                throw new UnusableInputException("D-402", "A ratio of %s is not a share of the text. It is above 0 and at most 1.".formatted(ratio.toPlainString()));
            }
        }

        @Override
        public Counts of(int tokens) {
            int total = ratio.multiply(BigDecimal.valueOf(tokens)).setScale(0, RoundingMode.HALF_UP).intValueExact();
            if (total < 1) {
                throw new UnusableInputException("D-402", "A ratio of %s keeps none of %d tokens. Raise it to %.3f or more."
                        .formatted(ratio.toPlainString(), tokens, 0.5 / tokens + 0.0005));
            }
            int free = total - sink - recent;
            if (free < 0 || free == 0 && rest != Rest.HALVES && sink + recent == 0) {
                String part = sink > total ? "sink of " + sink : "sink and recent keys of " + (sink + recent);
                throw new UnusableInputException("D-402", "The budget of %d is smaller than the %s. Set the budget to %d or more."
                        .formatted(total, part, sink + recent + 1));
            }
            return switch (rest) {
                case HEAVY -> new Counts(sink, free, recent);
                case RECENT -> new Counts(sink, 0, recent + free);
                case HALVES -> new Counts(0, total - total / 2, total / 2);
            };
        }
    }
}
