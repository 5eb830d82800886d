package org.diopter.views.figure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// How the tokens of one figure are written. It holds texts only, so that a figure outlives the model it was made with.
///
/// @param inputs the labels of the sequence, a position each
/// @param byId the labels of tokens that occur in predictions; what is not in it is written as its number
public record TokenLabels(List<TokenLabel> inputs, Map<Integer, TokenLabel> byId) {
    public TokenLabels {
        inputs = List.copyOf(inputs);
        byId = Map.copyOf(byId);
    }

    /// The labels of a sequence alone.
    ///
    /// @param tokenizer without one, tokens are written as their numbers
    public static TokenLabels of(TokenSequence sequence, Optional<Tokenizer> tokenizer) {
        return new TokenLabels(inputs(sequence, tokenizer), Map.of());
    }

    /// The labels of a trajectory's sequence, of the top tokens and of the tracked ones of every column that is known.
    ///
    /// @param tokenizer without one, tokens are written as their numbers
    public static TokenLabels of(Trajectory trajectory, Optional<Tokenizer> tokenizer) {
        Map<Integer, TokenLabel> byId = new HashMap<>();
        for (int position = 0; position < trajectory.positions(); position++) {
            if (trajectory.isKnown(position)) {
                for (int id : trajectory.tracked(position)) {
                    byId.computeIfAbsent(id, i -> label(i, tokenizer));
                }
                for (int row = 0; row < trajectory.rows(); row++) {
                    byId.computeIfAbsent(trajectory.topId(row, position, 0), i -> label(i, tokenizer));
                }
            }
        }
        return new TokenLabels(inputs(trajectory.tokens(), tokenizer), byId);
    }

    /// With the predicted tokens of another as well.
    public TokenLabels with(TokenLabels other) {
        Map<Integer, TokenLabel> all = new HashMap<>(byId);
        all.putAll(other.byId);
        return new TokenLabels(inputs, all);
    }

    /// The label of one token: its number if there is no tokenizer or it does not know the token.
    public static TokenLabel label(int id, Optional<Tokenizer> tokenizer) {
        return tokenizer.filter(t -> id >= 0 && id < t.size())
                .map(t -> TokenGlyphs.label(t.token(id)))
                .orElseGet(() -> TokenLabel.of(Integer.toString(id)));
    }

    /// The label of the token at a position of the input.
    public TokenLabel input(int position) {
        return inputs.get(position);
    }

    /// The label of a predicted token.
    public TokenLabel token(int id) {
        TokenLabel label = byId.get(id);
        return label == null ? TokenLabel.of(Integer.toString(id)) : label;
    }

    private static List<TokenLabel> inputs(TokenSequence sequence, Optional<Tokenizer> tokenizer) {
        int[] ids = sequence.toArray();
        if (tokenizer.isEmpty()) {
            return Arrays.stream(ids).mapToObj(id -> label(id, tokenizer)).toList();
        }
        List<Token> tokens = new ArrayList<>();
        for (int id : ids) {
            tokens.add(known(id, tokenizer.get()));
        }
        return TokenGlyphs.labels(tokens);
    }

    private static Token known(int id, Tokenizer tokenizer) {
        if (id >= 0 && id < tokenizer.size()) {
            return tokenizer.token(id);
        }
        return new Token(id, Integer.toString(id).getBytes(StandardCharsets.US_ASCII), false);
    }
}
