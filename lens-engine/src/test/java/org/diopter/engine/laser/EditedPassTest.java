package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.math.ExactDecomposer;
import org.diopter.engine.testing.EditedModel;
import org.diopter.engine.testing.Matrices;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.tokenizer.TokenSequence;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditedPassTest {
    private static final double ROUNDING = 2e-5;

    @TempDir
    Path folder;

    private EditedModel open(String family) {
        return EditedModel.of(TinyModel.family(family), folder.resolve("store"));
    }

    private static TokenSequence tokens(EditedModel model) {
        int[] ids = new Random(7).ints(12, 0, model.model().architecture().vocabulary()).toArray();
        return TokenSequence.of(ids);
    }

    private static double distance(Residuals a, Residuals b, int layer) {
        float[] x = a.layer(layer).toArray();
        float[] y = b.layer(layer).toArray();
        double largest = 0;
        double scale = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs((double) x[i] - y[i]));
            scale = Math.max(scale, Math.abs((double) x[i]));
        }
        return largest / scale;
    }

    /// The strongest oracle: the same matrix written into a copy of the model's file.
    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2", "gpt_neox", "phi3", "bloom", "olmo2"})
    void anEditIsWhatTheFileWithTheEditedMatrixWouldGive(String family) {
        try (EditedModel edited = open(family);
                Residuals base = edited.run(tokens(edited))) {
            List<MatrixId> ofBlock = edited.weights().matrices().all().stream().filter(id -> id.block() == 1).toList();
            assertTrue(ofBlock.size() >= 6);
            for (MatrixId id : ofBlock) {
                FMatrixRMaj matrix = edited.weights().read(id);
                FMatrixRMaj reduced = ReducedMatrix.of(
                        new ExactDecomposer(Matrices.blas()).decompose(matrix, Progress.NONE), new ComponentMask.Top(3), Matrices.blas());
                Path copy = copyWith(family, id, reduced);
                String at = "block=1,matrix=" + id.kind().text();
                try (EditedModel file = EditedModel.of(TinyModel.open(copy), folder.resolve("store"));
                        Residuals expected = file.run(tokens(edited));
                        Residuals factored = edited.edited(base, "rank:" + at + ",keep=3");
                        Residuals dense = edited.edited(base, "rank:" + at + ",keep=3", "magnitude:" + at + ",drop=0")) {
                    int last = base.lastLayer();
                    assertTrue(distance(base, expected, last) > 1e-3, id + " is too small an edit for this test");
                    assertTrue(distance(expected, factored, last) < ROUNDING, () -> id + " " + distance(expected, factored, last));
                    assertTrue(distance(expected, dense, last) < ROUNDING, () -> id + " dense " + distance(expected, dense, last));
                }
            }
        }
    }

    /// The same oracle for an edit that goes half of its way, or beyond it.
    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1.5", "-0.25"})
    void anEditGoesAsFarAsItsStrengthSays(String strength) {
        try (EditedModel edited = open("llama");
                Residuals base = edited.run(tokens(edited))) {
            MatrixId id = new MatrixId(1, MatrixKind.MLP_DOWN);
            FMatrixRMaj matrix = edited.weights().read(id);
            FMatrixRMaj reduced = ReducedMatrix.of(
                    new ExactDecomposer(Matrices.blas()).decompose(matrix, Progress.NONE), new ComponentMask.Top(3), Matrices.blas());
            float far = Float.parseFloat(strength);
            FMatrixRMaj between = matrix.copy();
            for (int i = 0; i < between.getNumElements(); i++) {
                between.data[i] += far * (reduced.data[i] - matrix.data[i]);
            }
            Path copy = copyWith("llama", id, between);
            String rank = "rank:block=1,matrix=mlp.down,keep=3,strength=" + strength;
            try (EditedModel file = EditedModel.of(TinyModel.open(copy), folder.resolve("store"));
                    Residuals expected = file.run(tokens(edited));
                    Residuals factored = edited.edited(base, rank);
                    Residuals dense = edited.edited(base, rank, "magnitude:block=1,matrix=mlp.down,drop=0")) {
                int last = base.lastLayer();
                assertTrue(distance(base, expected, last) > 1e-4, "too small an edit for this test");
                assertTrue(distance(expected, factored, last) < ROUNDING, () -> "factored " + distance(expected, factored, last));
                assertTrue(distance(expected, dense, last) < ROUNDING, () -> "dense " + distance(expected, dense, last));
            }
        }
    }

    @Test
    void whatAPartAddsAndAMatrixHoldIsLeftInPart() {
        try (EditedModel model = open("llama");
                Residuals base = model.run(tokens(model));
                Residuals without = model.edited(base, "skip:block=1,part=mlp");
                Residuals half = model.edited(base, "skip:block=1,part=mlp,strength=0.5");
                Residuals quarter = model.edited(base, "skip:block=1,part=mlp,strength=0.5", "skip:block=1,part=mlp,strength=0.5");
                Residuals zeroed = model.edited(base, "zero:block=1,matrix=mlp.down,strength=0.75");
                Residuals pruned = model.edited(base, "magnitude:block=1,matrix=mlp.down,drop=1,strength=0.75")) {
            float[] all = base.layer(2).toArray();
            float[] none = without.layer(2).toArray();
            for (int i = 0; i < all.length; i++) {
                assertEquals((all[i] + none[i]) / 2, half.layer(2).toArray()[i], 1e-5);
                assertEquals((all[i] + 3 * none[i]) / 4, quarter.layer(2).toArray()[i], 1e-5, "a half of a half");
                assertEquals((all[i] + 3 * none[i]) / 4, zeroed.layer(2).toArray()[i], 1e-5, "the MLP's output is linear in mlp.down");
            }
            assertArrayEquals(zeroed.layer(2).toArray(), pruned.layer(2).toArray(), 1e-6f);
        }
    }

    /// Dense, the second reduction decomposes what the first left.
    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1.5", "0.9"})
    void aReductionAfterOneInPartTakesTheLargestOfWhatIsLeft(String strength) {
        try (EditedModel model = open("llama");
                Residuals base = model.run(tokens(model))) {
            String first = "rank:block=0,matrix=mlp.up,tail=12,strength=" + strength;
            String second = "rank:block=0,matrix=mlp.up,keep=5";
            try (Residuals factored = model.edited(base, first, second);
                    Residuals dense = model.edited(base, first, second, "magnitude:block=0,matrix=mlp.up,drop=0")) {
                assertTrue(distance(base, factored, base.lastLayer()) > 1e-3);
                assertTrue(distance(dense, factored, base.lastLayer()) < ROUNDING, () -> strength + ": " + distance(dense, factored, base.lastLayer()));
            }
        }
    }

    /// A copy of a model's folder in which one matrix is another.
    private Path copyWith(String family, MatrixId id, FMatrixRMaj matrix) {
        Path copy = folder.resolve(family + "-" + id.kind().text());
        try (TinyModel original = TinyModel.family(family);
                Stream<Path> files = Files.list(TinyModel.folder(family))) {
            Files.createDirectories(copy);
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            Matrix place = new WeightReader(original.checkpoint(), new WeightMatrices(original.architecture())).matrices().place(id);
            write(copy.resolve("model.safetensors"), place, matrix);
            return copy;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path file, Matrix place, FMatrixRMaj matrix) throws IOException {
        TensorInfo tensor = place.stored().weight();
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            ByteBuffer number = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int output = 0; output < matrix.numRows; output++) {
                for (int input = 0; input < matrix.numCols; input++) {
                    long row = place.outputs().index(output);
                    long index = place.stored().outputFirst() ? row * matrix.numCols + input : input * place.stored().outputs() + row;
                    out.seek(tensor.offset() + index * Float.BYTES);
                    out.write(number.putFloat(0, matrix.get(output, input)).array());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2", "llama_bf16", "gpt_neox", "phi3", "bloom", "gemma2", "gptj", "granite", "opt"})
    void neutralEditsChangeNothingButRounding(String family) {
        try (EditedModel model = open(family);
                Residuals base = model.run(tokens(model))) {
            for (MatrixId id : model.weights().matrices().all()) {
                String at = "block=" + id.block() + ",matrix=" + id.kind().text();
                try (Residuals factored = model.edited(base, "rank:" + at + ",rho=1");
                        Residuals dense = model.edited(base, "magnitude:" + at + ",drop=0")) {
                    assertTrue(distance(base, factored, base.lastLayer()) < ROUNDING, id.toString());
                    assertTrue(distance(base, dense, base.lastLayer()) < ROUNDING, id.toString());
                }
            }
        }
    }

    @Test
    void whatIsBelowAnEditIsTheSameObject() {
        try (EditedModel model = open("llama");
                Residuals base = model.run(tokens(model));
                Residuals edited = model.edited(base, "rank:block=1,matrix=mlp.down,keep=2")) {
            assertSame(base.layer(0), edited.layer(0));
            assertSame(base.layer(1), edited.layer(1));
            assertSame(base.cache().getFirst(), edited.cache().getFirst());
            assertTrue(distance(base, edited, 2) > 1e-3);
        }
    }

    @Test
    void partsOfOneFusedMatrixCanBeEditedTogether() {
        try (EditedModel model = open("gpt2");
                Residuals base = model.run(tokens(model));
                Residuals query = model.edited(base, "rank:block=0,matrix=attn.q,keep=2");
                Residuals both = model.edited(base, "rank:block=0,matrix=attn.q,keep=2", "zero:block=0,matrix=attn.k");
                Residuals keys = model.edited(base, "zero:block=0,matrix=attn.k")) {
            assertTrue(distance(query, both, 1) > 1e-5);
            // Keys that are all the same make every query look everywhere alike, whatever it is.
            assertTrue(distance(keys, both, 1) < 1e-6);
            float[] values = both.cache().getFirst().values().toArray();
            assertArrayEquals(base.cache().getFirst().values().toArray(), values, 1e-5f);
        }
    }

    @Test
    void theSmallerOfTwoRanksWinsAndDifferentMatricesCommute() {
        try (EditedModel model = open("llama");
                Residuals base = model.run(tokens(model));
                Residuals once = model.edited(base, "rank:block=0,matrix=mlp.up,keep=3");
                Residuals twice = model.edited(base, "rank:block=0,matrix=mlp.up,keep=9", "rank:block=0,matrix=mlp.up,keep=3");
                Residuals other = model.edited(base, "rank:block=0,matrix=mlp.up,keep=3", "rank:block=1,matrix=attn.o,keep=4");
                Residuals swapped = model.edited(base, "rank:block=1,matrix=attn.o,keep=4", "rank:block=0,matrix=mlp.up,keep=3")) {
            int last = base.lastLayer();
            assertArrayEquals(once.layer(last).toArray(), twice.layer(last).toArray());
            assertArrayEquals(other.layer(last).toArray(), swapped.layer(last).toArray());
            assertTrue(distance(once, other, last) > 1e-4);
        }
    }

    @Test
    void editsUnderBothNamesOfAMatrixActInTheirOrder() {
        try (EditedModel model = open("llama");
                Residuals base = model.run(tokens(model));
                Residuals tailOfTop = model.edited(base, "rank:block=0,matrix=mlp.gate,keep=4", "rank:block=0,matrix=mlp.in,tail=4");
                Residuals zero = model.edited(base, "zero:block=0,matrix=mlp.gate")) {
            assertTrue(distance(zero, tailOfTop, base.lastLayer()) < 1e-6);
        }
    }

    @Test
    void aSkippedPartAddsNothing() {
        try (EditedModel model = open("llama");
                Residuals base = model.run(tokens(model));
                Residuals none = model.edited(base, "skip:block=1,part=both");
                Residuals halves = model.edited(base, "skip:block=1,part=attn", "skip:block=1,part=mlp");
                Residuals attention = model.edited(base, "skip:block=1,part=attn")) {
            assertArrayEquals(base.layer(1).toArray(), none.layer(2).toArray());
            assertArrayEquals(base.layer(1).toArray(), halves.layer(2).toArray());
            assertTrue(distance(none, attention, 2) > 1e-4);
        }
    }

    @Test
    void zeroAndRankZeroAreTheSame() {
        try (EditedModel model = open("gpt2");
                Residuals base = model.run(tokens(model));
                Residuals zero = model.edited(base, "zero:block=1,matrix=mlp.out");
                Residuals rank = model.edited(base, "rank:block=1,matrix=mlp.out,rho=0,zero=true")) {
            assertTrue(distance(zero, rank, 2) < 1e-6);
            assertTrue(distance(zero, base, 2) > 1e-3);
        }
    }

    @Test
    void editsThatDoNotFitTheModelAreRefused() {
        try (EditedModel model = open("gpt2");
                Residuals base = model.run(tokens(model))) {
            assertRefused("no block 9", model, base, "rank:block=9,matrix=mlp.in,keep=1");
            assertRefused("no block 9", model, base, "skip:block=9,part=mlp");
            assertRefused("no mlp.gate", model, base, "rank:block=0,matrix=mlp.gate,keep=1");
            assertRefused("cannot be kept", model, base, "rank:block=0,matrix=mlp.in,keep=100000");
            assertRefused("zero=true", model, base, "rank:block=0,matrix=mlp.in,rho=0.0001");
        }
    }

    private static void assertRefused(String problem, EditedModel model, Residuals base, String edit) {
        UnusableInputException e = assertThrows(
                UnusableInputException.class, () -> model.matrices().compile(EditStack.parse(List.of(edit)), Progress.NONE));
        assertTrue(e.sentence().contains(problem), e.sentence());
        assertEquals(base.lastLayer() + 1, base.layers().size());
    }

    @Test
    void aMatrixWithNumbersThatAreNotFiniteIsNamed() {
        MatrixId id = new MatrixId(1, MatrixKind.MLP_OUT);
        FMatrixRMaj broken;
        try (TinyModel model = TinyModel.family("gpt2")) {
            broken = new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture())).read(id);
        }
        broken.data[5] = Float.NaN;
        try (EditedModel model = EditedModel.of(TinyModel.open(copyWith("gpt2", id, broken)), folder.resolve("store"))) {
            UnusableInputException e = assertThrows(UnusableInputException.class,
                    () -> model.matrices().compile(EditStack.parse(List.of("rank:block=1,matrix=mlp.out,keep=2")), Progress.NONE));
            assertEquals("D-204", e.code());
            assertTrue(e.sentence().startsWith("mlp.out of block 1"), e.sentence());
        }
    }
}
