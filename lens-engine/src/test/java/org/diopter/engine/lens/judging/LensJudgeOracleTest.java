package org.diopter.engine.lens.judging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A trained lens judged over 2,000 positions, against the same in float64.
class LensJudgeOracleTest {
    private static final String FOLDER = "oracles/methods/tuned-lens/";
    private static final double NATS = 1e-4;

    @Test
    void everyScoreAgreesWithFloat64() throws IOException {
        JsonNode expected = JsonMapper.builder().build().readTree(Files.readString(Shared.file(FOLDER + "bits-per-byte.json")));
        LensEvaluation evaluation = judged((judge, lens) -> judge.evaluate(
                lens, sequences(), OptionalLong.of(expected.get("utf8_bytes_of_predicted_tokens").asLong()), Progress.NONE, new Cancellation()));
        assertEquals(2000, evaluation.positions());
        assertEquals(1992, evaluation.predicted());
        assertEquals(expected.get("nats_to_bpb").asDouble(), evaluation.bitsPerByte().orElseThrow(), 1e-12);
        for (JsonNode row : expected.get("rows")) {
            if (row.get("layer").isInt()) {
                LensEvaluation.LayerScores scores = evaluation.layers().get(row.get("layer").asInt());
                assertScores(row, row.get("lens").asString().equals("tuned") ? scores.lens() : scores.logitLens());
            } else {
                assertScores(row, evaluation.output());
            }
        }
    }

    @Test
    void transferPenaltiesAgreeWithFloat64() {
        Reference expected = Reference.read(Shared.file(FOLDER + "transfer.safetensors"));
        TransferPenalties penalties = judged((judge, lens) -> judge.transfer(lens, sequences(), Progress.NONE, new Cancellation()));
        assertMatrix(expected.numbers("ce"), penalties.crossEntropy());
        assertMatrix(expected.numbers("ce_penalty"), penalties.penalty());
        assertMatrix(expected.numbers("kl_final_transferred"), penalties.klToFinal());
        assertMatrix(expected.numbers("kl_own_transferred"), penalties.klToOwn());
    }

    @FunctionalInterface
    private interface Judging<T> {
        T of(LensJudge judge, OpenLens lens);
    }

    private static <T> T judged(Judging<T> judging) {
        try (TinyModel model = TinyModel.open(Shared.file("models/stories260K-hf"));
                ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true);
                OpenLens lens = new OpenLens(LensFiles.open(Shared.file(FOLDER + "lens")).lens())) {
            return judging.of(new LensJudge(model.architecture().shape(), model.forward(), readOut, 2), lens);
        }
    }

    private static List<TokenSequence> sequences() {
        int[] ids = Reference.read(Shared.file(FOLDER + "bits-per-byte-ids.safetensors")).tokens("ids").toArray();
        List<TokenSequence> sequences = new ArrayList<>();
        for (int from = 0; from < ids.length; from += 250) {
            sequences.add(TokenSequence.of(Arrays.copyOfRange(ids, from, from + 250)));
        }
        return sequences;
    }

    private static void assertScores(JsonNode expected, Scores actual) {
        String where = expected.get("lens").asString() + " lens, layer " + expected.get("layer");
        assertEquals(expected.get("ce_nats").asDouble(), actual.crossEntropy(), NATS, where);
        assertEquals(expected.get("entropy_nats").asDouble(), actual.entropy(), NATS, where);
        assertEquals(expected.get("kl_nats").asDouble(), actual.kl(), NATS, where);
        assertEquals(expected.get("bias_kl_of_marginals_nats").asDouble(), actual.biasKl(), NATS, where);
        assertEquals(expected.get("top1_agreement_with_final").asDouble(), actual.agreement(), 6e-4, where);
    }

    private static void assertMatrix(double[] expected, double[][] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i / actual.length][i % actual.length], NATS, "translator and state " + i);
        }
    }
}
