package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Chooses the beginnings of sequences whose positions, the first of each left out, give a number of states. They are spread evenly over the text.
public final class StateTexts {
    private StateTexts() {}

    /// @param states N
    /// @param least how many sequences are taken at least
    /// @throws UnusableInputException D-304 if the text does not give so many, with how many it gives
    public static List<TokenSequence> choose(List<TokenSequence> sequences, int states, int least) {
        long given = sequences.stream().mapToLong(sequence -> Math.max(0, sequence.length() - 1)).sum();
        if (states > given || sequences.size() < least) {
            throw new UnusableInputException("D-304",
                    "The text makes %d sequences with %d states after their first positions; %d and %d are needed. Choose a longer text, or fewer states."
                            .formatted(sequences.size(), given, least, states));
        }
        int count = least;
        while (capacity(sequences, count) < states) {
            count++;
        }
        return beginnings(spread(sequences, count), states);
    }

    private static long capacity(List<TokenSequence> sequences, int count) {
        return spread(sequences, count).stream().mapToLong(sequence -> sequence.length() - 1).sum();
    }

    private static List<TokenSequence> spread(List<TokenSequence> sequences, int count) {
        List<TokenSequence> chosen = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            chosen.add(sequences.get((int) (i * sequences.size() / count)));
        }
        return chosen;
    }

    /// Equal shares as far as sequences are long enough.
    private static List<TokenSequence> beginnings(List<TokenSequence> sequences, int states) {
        List<TokenSequence> beginnings = new ArrayList<>();
        int left = states;
        for (int i = 0; i < sequences.size(); i++) {
            TokenSequence sequence = sequences.get(i);
            long later = sequences.subList(i + 1, sequences.size()).stream().mapToLong(other -> other.length() - 1).sum();
            int share = Math.ceilDiv(left, sequences.size() - i);
            int taken = (int) Math.min(sequence.length() - 1, Math.max(share, left - later));
            beginnings.add(TokenSequence.of(Arrays.copyOf(sequence.toArray(), taken + 1)));
            left -= taken;
        }
        return beginnings;
    }
}
