package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.arch.Projections;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightMatricesTest {
    @Test
    void aGatedMlpAnswersToThePapersNames() {
        try (TinyModel model = TinyModel.family("llama")) {
            WeightMatrices matrices = new WeightMatrices(model.architecture());
            assertEquals(MatrixKind.MLP_GATE, matrices.canonical(new MatrixId(0, MatrixKind.MLP_IN)).kind());
            assertEquals(MatrixKind.MLP_DOWN, matrices.canonical(new MatrixId(0, MatrixKind.MLP_OUT)).kind());
            assertEquals(7 * model.architecture().layers(), matrices.all().size());
        }
    }

    @Test
    void aMatrixThatTheModelLacksIsRefusedWithThoseItHas() {
        try (TinyModel model = TinyModel.family("gpt2")) {
            WeightMatrices matrices = new WeightMatrices(model.architecture());
            String sentence = assertThrows(
                    UnusableInputException.class, () -> matrices.place(new MatrixId(0, MatrixKind.MLP_GATE))).sentence();
            assertTrue(sentence.contains("mlp.gate") && sentence.contains("mlp.in"), sentence);
            assertTrue(assertThrows(UnusableInputException.class, () -> matrices.place(new MatrixId(99, MatrixKind.MLP_IN)))
                    .sentence().contains("no block 99"));
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        String sentence = assertThrows(UnusableInputException.class, () -> MatrixKind.of("mlp.middle")).sentence();
        assertTrue(sentence.contains("mlp.middle") && sentence.contains("mlp.down"), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2", "llama_bf16"})
    void matricesAreReadOutputFirst(String family) {
        try (TinyModel model = TinyModel.family(family)) {
            WeightReader reader = new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture()));
            for (MatrixId id : reader.matrices().all()) {
                Matrix place = reader.matrices().place(id);
                Linear linear = place.stored();
                float[] stored = new float[Math.toIntExact(linear.weight().elements())];
                model.checkpoint().read(linear.weight(), 0, stored);
                FMatrixRMaj matrix = reader.read(id);
                int outputs = Math.toIntExact(linear.outputs());
                int inputs = Math.toIntExact(linear.inputs());
                for (int output : new int[] {0, matrix.numRows / 2, matrix.numRows - 1}) {
                    int row = Math.toIntExact(place.outputs().index(output));
                    for (int input = 0; input < inputs; input++) {
                        float expected = linear.outputFirst() ? stored[row * inputs + input] : stored[input * outputs + row];
                        assertEquals(expected, matrix.get(output, input), id + " " + output + ", " + input);
                    }
                }
            }
        }
    }

    @Test
    void aFusedMatrixIsThreeOfItsOwn() {
        try (TinyModel model = TinyModel.family("gpt2")) {
            assertTrue(model.architecture().blocks().getFirst().attention().projections() instanceof Projections.Fused);
            WeightMatrices matrices = new WeightMatrices(model.architecture());
            int width = model.architecture().width();
            List<Long> starts = List.of(MatrixKind.QUERY, MatrixKind.KEY, MatrixKind.VALUE).stream()
                    .map(kind -> matrices.place(new MatrixId(1, kind)).outputs().first())
                    .toList();
            assertEquals(List.of(0L, (long) width, 2L * width), starts);
            assertEquals(width, matrices.place(new MatrixId(1, MatrixKind.QUERY)).outputs().count());
        }
    }

    @Test
    void everyMatrixHasAnIdentityOfItsOwn() {
        for (String family : List.of("gpt2", "llama")) {
            try (TinyModel model = TinyModel.family(family)) {
                WeightReader reader = new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture()));
                Set<String> identities = new HashSet<>();
                reader.matrices().all().forEach(id -> identities.add(reader.identity(id)));
                assertEquals(reader.matrices().all().size(), identities.size());
            }
        }
    }

    @Test
    void theIdentityFollowsTheContent() {
        MatrixId id = new MatrixId(0, MatrixKind.QUERY);
        assertEquals(identity("llama", id), identity("llama", id));
        assertNotEquals(identity("llama", id), identity("mistral", id));
    }

    private static String identity(String family, MatrixId id) {
        try (TinyModel model = TinyModel.family(family)) {
            return new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture())).identity(id);
        }
    }
}
