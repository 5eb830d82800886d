package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.EditedModel;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where the output of some tokens is all that is wanted, the last block runs for them alone: that changes none of their numbers.
class SomeRowsTest {
    private static final float ROUNDING = 2e-6f;
    private static final Cancellation NEVER = new Cancellation();

    @TempDir
    private Path store;

    static List<String> families() {
        return TinyModel.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void theOutputOfSomeTokensIsThatOfARunOfAll(String family) {
        try (EditedModel model = EditedModel.of(TinyModel.family(family), store)) {
            int layers = model.model().architecture().layers();
            Pack pack = pack(model.model().architecture().vocabulary());
            for (int block = 0; block <= layers; block += Math.max(1, layers - 1)) {
                same(model, pack, EditStack.NONE, block);
            }
            for (String matrix : List.of("attn.q", "attn.v", "mlp.out")) {
                same(model, pack, EditStack.parse(List.of("rank:block=%d,matrix=%s,keep=2".formatted(layers - 1, matrix))), layers - 1);
            }
            same(model, pack, EditStack.parse(List.of("zero:block=%d,matrix=attn.o".formatted(layers - 1))), layers - 1);
            same(model, pack, EditStack.parse(List.of("skip:block=%d,part=attn".formatted(layers - 1))), layers - 1);
        }
    }

    /// Texts of 7, 1, 12 and 5 tokens.
    private static Pack pack(int vocabulary) {
        Random random = new Random(5);
        List<TokenSequence> texts = new ArrayList<>();
        for (int length : new int[] {7, 1, 12, 5}) {
            texts.add(TokenSequence.of(random.ints(length, 0, vocabulary).toArray()));
        }
        return new Pack(texts);
    }

    private static void same(EditedModel model, Pack pack, EditStack stack, int from) {
        PackedPass pass = new PackedPass(model.model().blocks(), new NotFinite(new CheckpointSearch(model.model().checkpoint(), model.model().architecture())));
        int[] rows = {24, 0, 7, 11, 19, 6};
        try (TensorMemory memory = new TensorMemory();
                CompiledEdits edits = model.matrices().compile(stack, Progress.NONE)) {
            FloatTensor entering = pass.run(pack, pass.embed(pack, memory, NEVER), 0, from, Edits.NONE, memory, NEVER);
            FloatTensor all = pass.run(pack, entering, from, pass.lastLayer(), edits, memory, NEVER);
            FloatTensor some = pass.outputs(pack, entering, from, edits, rows, memory, NEVER);
            assertArrayEquals(new long[] {rows.length, all.rowLength()}, some.shape());
            for (int i = 0; i < rows.length; i++) {
                for (long column = 0; column < all.rowLength(); column++) {
                    float expected = all.get(rows[i] * all.rowLength() + column);
                    assertEquals(expected, some.get(i * all.rowLength() + column), ROUNDING * Math.max(1, Math.abs(expected)), "row " + rows[i] + " under " + stack.texts());
                }
            }
        }
    }

    @Test
    void theLastTokenOfEachTextStandsBeforeTheNextText() {
        assertArrayEquals(new int[] {6, 7, 19, 24}, pack(100).lastRows());
    }

    @Test
    void aTokenOfThePackHasThePositionOfItsOwnText() {
        Pack pack = pack(100);
        assertArrayEquals(new int[] {0, 6, 0, 0, 11, 0, 4}, IntStream.of(0, 6, 7, 8, 19, 20, 24).map(pack::position).toArray());
        assertThrows(IndexOutOfBoundsException.class, () -> pack.position(25));
    }
}
