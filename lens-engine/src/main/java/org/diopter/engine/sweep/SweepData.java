package org.diopter.engine.sweep;

import java.util.List;
import org.diopter.engine.data.Task;
import org.diopter.model.store.Sha256;
import org.diopter.model.tokenizer.TokenSequence;

/// What the studies of a sweep are measured on.
public sealed interface SweepData {
    /// All that rows depend on of it: kept rows are found by it.
    String identity();

    /// Whether it is read through lenses. Else every lens gives the same, and one row stands for all.
    default boolean hasLenses() {
        return false;
    }

    /// A prompt: what is predicted after its last token.
    ///
    /// @param ids of its tokens, at least one
    record Prompt(List<Integer> ids) implements SweepData {
        public Prompt {
            ids = List.copyOf(ids);
        }

        public TokenSequence tokens() {
            return TokenSequence.of(ids);
        }

        @Override
        public String identity() {
            return "prompt " + Sha256.of(ids.toString());
        }

        @Override
        public boolean hasLenses() {
            return true;
        }
    }

    /// Pieces of a text: how well the model predicts their tokens.
    ///
    /// @param ids of the tokens of each piece, at least one piece
    record Text(List<List<Integer>> ids) implements SweepData {
        public Text {
            ids = ids.stream().map(List::copyOf).toList();
        }

        public List<TokenSequence> pieces() {
            return ids.stream().map(TokenSequence::of).toList();
        }

        @Override
        public String identity() {
            return "text " + Sha256.of(ids.toString());
        }
    }

    /// Questions with known answers.
    ///
    /// @param items indices of those that are asked
    /// @param asChoices whether the likeliest of the written answers counts, as under cache policies; else the task's own metric
    record Questions(Task task, List<Integer> items, boolean asChoices) implements SweepData {
        public Questions {
            items = List.copyOf(items);
        }

        int[] indices() {
            return items.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String identity() {
            return "questions %s %d %b %s %s".formatted(
                    task.metric().text(), task.newTokens(), asChoices, Sha256.of(task.items().toString()), Sha256.of(items.toString()));
        }
    }
}
