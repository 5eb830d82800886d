package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughALensTest {
    private static final int WIDTH = 32;
    private static final int LAYERS = 3;
    private static final int VOCABULARY = 112;

    private final TinyModel model = TinyModel.family("llama");
    private final LensReader reader = new LensReader(model);
    private final Residuals residuals = reader.residuals(model.reference().tokens("p1/input_ids"));

    @AfterEach
    void closeModel() {
        residuals.close();
        model.close();
    }

    @Test
    void zeroTranslatorsAreTheLogitLensToTheLastBit() {
        Lens zero = new Lens(Lens.Kind.TUNED, "zero", "", Collections.nCopies(LAYERS, Translator.identity(WIDTH)));
        assertSame(reader.read(residuals, 3, List.of()), reader.read(residuals, Optional.of(zero), 3, List.of()), LAYERS);
    }

    @Test
    void theOutputGoesThroughNoTranslator() {
        Trajectory logit = reader.read(residuals, 1, List.of());
        Trajectory tuned = reader.read(residuals, Optional.of(RandomLens.of(LAYERS, WIDTH, 1)), 1, List.of());
        for (int position = 0; position < logit.positions(); position++) {
            assertEquals(logit.topLogit(LAYERS, position, 0), tuned.topLogit(LAYERS, position, 0));
            assertNotEquals(logit.value(Statistic.ENTROPY, 0, position), tuned.value(Statistic.ENTROPY, 0, position));
        }
    }

    @Test
    void aLayerIsReadAsTheNormAndUnembeddingOfItsTranslatedStream() {
        Lens lens = RandomLens.of(LAYERS, WIDTH, 2);
        Trajectory tuned = reader.read(residuals, Optional.of(lens), 1, List.of());
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            for (int layer = 0; layer < LAYERS; layer++) {
                FloatTensor logits = readOut.logits(translated(lens.translators().get(layer), residuals.layer(layer)), new Cancellation());
                for (int position = 0; position < tuned.positions(); position++) {
                    float expected = logits.get((long) position * VOCABULARY + tuned.topId(layer, position, 0));
                    assertEquals(expected, tuned.topLogit(layer, position, 0), 1e-4f, "layer " + layer + ", position " + position);
                }
            }
        }
    }

    @Test
    void someLayersAreReadThroughTheirOwnTranslators() {
        OpenLens lens = new OpenLens(RandomLens.of(LAYERS, WIDTH, 3));
        Trajectory all = reader.read(residuals, Optional.of(RandomLens.of(LAYERS, WIDTH, 3)), 1, List.of());
        try (lens;
                ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            ReadOut.Request whole = LensReader.everything(residuals, 1, List.of());
            ReadOut.Request upper = new ReadOut.Request(new int[] {2, 3}, whole.positions(), 1, List.of(), whole.ranked());
            Trajectory some = readOut.read(residuals, Optional.of(lens), upper, KnownColumns.NONE, new Cancellation(), partial -> {});
            for (int position = 0; position < all.positions(); position++) {
                assertEquals(all.topLogit(2, position, 0), some.topLogit(0, position, 0), 1e-5f);
            }
        }
    }

    @Test
    void factsTellHowFarATranslatorIsFromTheIdentity() {
        float[] weight = new float[9];
        weight[0] = 3;
        weight[5] = 4;
        TranslatorFacts facts = TranslatorFacts.of(new Translator(3, weight, new float[] {1, 2, 2}));
        assertEquals(5, facts.weightNorm(), 1e-9);
        assertEquals(3, facts.biasNorm(), 1e-9);
        assertEquals(5 / Math.sqrt(3), facts.distance(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oracles/methods/tuned-lens/lens-fp16", "oracles/methods/tuned-lens/lens"})
    void everyLogProbabilityOfAFileAgreesWithFloat64(String folder) {
        String numbers = folder.endsWith("fp16") ? folder + "/expected.safetensors" : "oracles/methods/tuned-lens/prompt-8.safetensors";
        Reference reference = Reference.read(Shared.file(numbers));
        double[] expected = reference.numbers("lens_log_probs");
        assertReadsAs(expected, 0, reference, folder, 1e-4);
    }

    @Test
    void aJacobianLensActsOnTheOutputOfItsBlock() {
        String folder = "oracles/methods/tuned-lens/j-lens/";
        Reference reference = Reference.read(Shared.file(folder + "expected.safetensors"));
        assertReadsAs(logProbabilities(reference.numbers("logits"), 512), 1, reference, folder + "stories260K_jacobian_lens.pt", 1e-4);
    }

    /// @param expected [layers, n, V] from layer `first` on
    private static void assertReadsAs(double[] expected, int first, Reference reference, String lens, double tolerance) {
        int vocabulary = 512;
        List<Integer> every = IntStream.range(0, vocabulary).boxed().toList();
        try (TinyModel stories = TinyModel.open(Shared.file("models/stories260K-hf"))) {
            LensReader of = new LensReader(stories);
            Trajectory read = of.read(of.residuals(reference.tokens("input_ids")), Optional.of(LensFiles.open(Shared.file(lens)).lens()), 1, every);
            int layers = expected.length / (read.positions() * vocabulary);
            for (int i = 0; i < expected.length; i++) {
                int layer = first + i / vocabulary / read.positions();
                int position = i / vocabulary % read.positions();
                float actual = read.trackedLogProbability(layer, position, i % vocabulary);
                assertEquals(expected[i], actual, tolerance + 1e-5 * Math.abs(expected[i]), "layer " + layer + " of " + layers);
            }
        }
    }

    private static double[] logProbabilities(double[] logits, int vocabulary) {
        double[] all = new double[logits.length];
        for (int from = 0; from < logits.length; from += vocabulary) {
            double sum = 0;
            for (int id = 0; id < vocabulary; id++) {
                sum += Math.exp(logits[from + id]);
            }
            for (int id = 0; id < vocabulary; id++) {
                all[from + id] = logits[from + id] - Math.log(sum);
            }
        }
        return all;
    }

    private static FloatTensor translated(Translator translator, FloatTensor rows) {
        FloatTensor all = FloatTensor.zeros(rows.shape());
        for (int row = 0; row < rows.size(0); row++) {
            for (int out = 0; out < WIDTH; out++) {
                double sum = rows.get((long) row * WIDTH + out) + translator.bias()[out];
                for (int in = 0; in < WIDTH; in++) {
                    sum += (double) translator.weight()[out * WIDTH + in] * rows.get((long) row * WIDTH + in);
                }
                all.set((long) row * WIDTH + out, (float) sum);
            }
        }
        return all;
    }

    private static void assertSame(Trajectory expected, Trajectory actual, int last) {
        for (int row = 0; row <= last; row++) {
            for (int position = 0; position < expected.positions(); position++) {
                for (Statistic statistic : Statistic.values()) {
                    assertEquals(expected.value(statistic, row, position), actual.value(statistic, row, position), statistic + " in row " + row);
                }
                assertEquals(expected.topLogit(row, position, 2), actual.topLogit(row, position, 2));
            }
        }
    }
}
