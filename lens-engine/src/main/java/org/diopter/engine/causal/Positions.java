package org.diopter.engine.causal;

import org.diopter.model.UnusableInputException;

/// At which positions of a text the stream is changed. Position 0 never is: attention uses it as a sink, and its state is like no other.
public sealed interface Positions {
    /// All but the first.
    Positions ALL = new All();
    /// The last one.
    Positions LAST = new Last();

    /// Whether a position is among them.
    ///
    /// @param count how many positions the text has
    boolean hold(int position, int count);

    /// As the command line writes it: `all`, `last`, `8-12`.
    String text();

    /// Reads what [#text] writes; `8` alone is `8-8`.
    ///
    /// @throws UnusableInputException D-205 if it is none of these
    static Positions of(String text) {
        if (text.matches("[0-9]{1,8}(-[0-9]{1,8})?")) {
            String[] ends = text.split("-", -1);
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }
        return switch (text) {
            case "all" -> ALL;
            case "last" -> LAST;
            default -> throw new UnusableInputException("D-205", "‘%.40s’ names no positions. Write all, last, or a range such as 8-12.".formatted(text));
        };
    }

    /// All but the first.
    record All() implements Positions {
        @Override
        public boolean hold(int position, int count) {
            return position > 0;
        }

        @Override
        public String text() {
            return "all";
        }
    }

    /// The last one.
    record Last() implements Positions {
        @Override
        public boolean hold(int position, int count) {
            return position > 0 && position == count - 1;
        }

        @Override
        public String text() {
            return "last";
        }
    }

    /// Some in a row; those beyond a text's end are not there.
    ///
    /// @param first at least 1
    /// @param last not before the first
    record Range(int first, int last) implements Positions {
        public Range {
            if (first < 1) {
                throw new UnusableInputException("D-205", "Position 0 stays as it is, since attention uses it as a sink. Positions to change start at 1.");
            }
            if (last < first) {
                throw new UnusableInputException("D-205", "Positions %d-%d run backwards. Write %d-%d.".formatted(first, last, last, first));
            }
        }

        @Override
        public boolean hold(int position, int count) {
            return position >= first && position <= last;
        }

        @Override
        public String text() {
            return first + "-" + last;
        }
    }
}
