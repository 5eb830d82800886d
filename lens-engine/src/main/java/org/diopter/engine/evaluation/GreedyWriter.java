package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// Lets a model go on with prompts, always by its likeliest token. Texts that are not finished run together, whole, for each further token.
final class GreedyWriter {
    private final PackedPass pass;
    private final TokenScores scores;
    private final Tokenizer tokenizer;
    private final int context;
    private final int packTokens;
    private final Turns turns;

    /// @param context the longest text that the model takes, in tokens
    /// @param packTokens how many tokens run side by side
    GreedyWriter(PackedPass pass, TokenScores scores, Tokenizer tokenizer, int context, int packTokens, Turns turns) {
        this.pass = pass;
        this.scores = scores;
        this.tokenizer = tokenizer;
        this.context = context;
        this.packTokens = packTokens;
        this.turns = turns;
    }

    /// Writes.
    ///
    /// @param newTokens how many tokens each text grows at most; a special token (the end of a text) ends it too, as do one that has no text and the
    ///     end of what the model takes
    /// @param enough whether text i, as written so far, needs no more
    /// @return what was written after each prompt
    List<String> write(
            List<TokenSequence> prompts, int newTokens, Edits edits, BiPredicate<Integer, String> enough, Progress progress) {
        List<TokenSequence> texts = new ArrayList<>(prompts);
        List<String> written = new ArrayList<>(prompts.stream().map(prompt -> "").toList());
        int[] open = IntStream.range(0, prompts.size()).toArray();
        for (int token = 0; token < newTokens && open.length > 0; token++) {
            int[] next = next(Arrays.stream(open).mapToObj(texts::get).toList(), edits, progress);
            List<Integer> going = new ArrayList<>();
            for (int i = 0; i < open.length; i++) {
                int index = open[i];
                if (ends(next[i])) {
                    continue;
                }
                TokenSequence longer = texts.get(index).with(next[i]);
                texts.set(index, longer);
                int[] ids = longer.toArray();
                written.set(index, tokenizer.decode(TokenSequence.of(Arrays.copyOfRange(ids, prompts.get(index).length(), ids.length))));
                if (longer.length() <= context && !enough.test(index, written.get(index))) {
                    going.add(index);
                }
            }
            open = going.stream().mapToInt(Integer::intValue).toArray();
        }
        return written;
    }

    private boolean ends(int id) {
        return id >= tokenizer.size() || tokenizer.token(id).special();
    }

    /// The likeliest next token of each text.
    private int[] next(List<TokenSequence> texts, Edits edits, Progress progress) {
        IntStream.Builder next = IntStream.builder();
        for (Pack pack : Pack.of(texts, packTokens)) {
            int[] ofPack = turns.take(progress, stop -> next(pack, edits, stop));
            Arrays.stream(ofPack).forEach(next::add);
        }
        return next.build().toArray();
    }

    private int[] next(Pack pack, Edits edits, Cancellation cancellation) {
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor ends = pass.outputs(pack, pass.embed(pack, scratch, cancellation), 0, edits, pack.lastRows(), scratch, cancellation);
            return Arrays.stream(scores.read(ends, new int[pack.texts().size()][0], cancellation))
                    .mapToInt(TokenScores.RowScores::likeliest)
                    .toArray();
        }
    }
}
