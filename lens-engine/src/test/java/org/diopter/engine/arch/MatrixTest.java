package org.diopter.engine.arch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which part of which stored tensor a matrix is.
class MatrixTest {
    static List<String> families() {
        return TinyModel.families();
    }

    @ParameterizedTest
    @CsvSource({
        "llama, attn.q attn.k attn.v attn.o mlp.gate mlp.up mlp.down",
        "gpt2, attn.q attn.k attn.v attn.o mlp.in mlp.out",
        "bloom, attn.q attn.k attn.v attn.o mlp.in mlp.out",
        "phi3, attn.q attn.k attn.v attn.o mlp.gate mlp.up mlp.down"
    })
    void matricesHaveTheirNamesHoweverTheyAreStored(String family, String names) {
        assertEquals(List.of(names.split(" ")), block0(family).stream().map(Matrix::name).toList());
    }

    @ParameterizedTest
    @MethodSource("families")
    void theMatricesOfATensorCoverItsOutputsOnceEach(String family) {
        block0(family).stream().map(Matrix::stored).distinct().forEach(stored -> {
            long[] covered = block0(family).stream()
                    .filter(matrix -> matrix.stored().equals(stored))
                    .flatMapToLong(matrix -> Arrays.stream(indices(matrix)))
                    .sorted()
                    .toArray();
            assertArrayEquals(LongStream.range(0, stored.outputs()).toArray(), covered);
        });
    }

    @Test
    void gpt2HasThemSideBySideInColumns() {
        Matrix key = named("gpt2", "attn.k");
        assertArrayEquals(LongStream.range(32, 64).toArray(), indices(key));
        assertEquals(false, key.stored().outputFirst());
    }

    @Test
    void gptNeoXAndBloomHaveThemHeadByHead() {
        assertArrayEquals(
                LongStream.concat(LongStream.range(16, 32), LongStream.range(64, 80)).toArray(), indices(named("gpt_neox", "attn.k")));
        assertArrayEquals(
                LongStream.of(16, 40, 64, 88).flatMap(first -> LongStream.range(first, first + 8)).toArray(), indices(named("bloom", "attn.v")));
    }

    @Test
    void phi3HasFewerRowsOfKeysThanOfQueriesAndTheGateBeforeUp() {
        assertArrayEquals(LongStream.range(32, 48).toArray(), indices(named("phi3", "attn.k")));
        assertArrayEquals(LongStream.range(48, 64).toArray(), indices(named("phi3", "attn.v")));
        assertArrayEquals(LongStream.range(0, 72).toArray(), indices(named("phi3", "mlp.gate")));
        assertArrayEquals(LongStream.range(72, 144).toArray(), indices(named("phi3", "mlp.up")));
    }

    private static Matrix named(String family, String name) {
        return block0(family).stream().filter(matrix -> matrix.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Matrix> block0(String family) {
        try (Checkpoint checkpoint = Checkpoint.open(TinyModel.folder(family))) {
            return Families.read(checkpoint).matrices().stream().filter(matrix -> matrix.block() == 0).toList();
        }
    }

    private static long[] indices(Matrix matrix) {
        return LongStream.range(0, matrix.outputs().count()).map(matrix.outputs()::index).toArray();
    }
}
