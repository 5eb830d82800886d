package org.diopter.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLossTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "rank:block=1,matrix=mlp.in,rho=0.2", "zero:block=0,matrix=attn.v"})
    void theLossIsThatOfEachSequenceAlone(String edit) {
        EditStack stack = edit.isEmpty() ? EditStack.NONE : EditStack.parse(List.of(edit));
        List<int[]> sequences = sequences();
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama");
                TextLoss loss = bench.textLoss(sequences.stream().map(TokenSequence::of).toList())) {
            double sum = 0;
            int count = 0;
            for (int[] ids : sequences) {
                double[][] logits = bench.logits(Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" ")), stack);
                for (int i = 0; i + 1 < ids.length; i++) {
                    sum += Math.log(Arrays.stream(logits[i]).map(Math::exp).sum()) - logits[i][ids[i + 1]];
                    count++;
                }
            }
            assertEquals(count, loss.tokens());
            assertEquals(sum / count, loss.mean(stack, Progress.NONE), 1e-4);
        }
    }

    /// Enough for more than one pack, and one sequence that predicts nothing.
    private static List<int[]> sequences() {
        Random random = new Random(8);
        return IntStream.of(40, 1, 60, 30, 64, 2, 50, 64).mapToObj(length -> random.ints(length, 3, 60).toArray()).toList();
    }

    @Test
    void aBlockIsTimedAsItIsAndEdited() {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama");
                TextLoss loss = bench.textLoss(sequences().stream().map(TokenSequence::of).toList())) {
            EditStack stack = EditStack.parse(List.of("rank:block=1,matrix=mlp.in,rho=0.2"));
            TextLoss.BlockTime time = loss.time(stack, 1, Progress.NONE);
            assertTrue(time.asItIs() > 0 && time.edited() > 0);
        }
    }

    @Test
    void aTextOfSingleTokensIsRefused() {
        try (EvaluationBench bench = new EvaluationBench(folder.resolve("store"), "llama")) {
            UnusableInputException e = assertThrows(UnusableInputException.class, () -> bench.textLoss(List.of(TokenSequence.of(5))));
            assertEquals("D-206", e.code());
        }
    }
}
