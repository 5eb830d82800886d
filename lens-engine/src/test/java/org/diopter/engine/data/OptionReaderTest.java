package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Log-probabilities of options, summed over their tokens, against what a whole run gives for those tokens.
class OptionReaderTest {
    @Test
    void theOutputsLogProbabilitiesAreThoseOfTheLogits() {
        try (TinyModel model = TinyModel.family("gpt2"); ReadOut readOut = readOut(model)) {
            Reference reference = model.reference();
            TokenSequence ids = reference.tokens("p0/input_ids");
            double[] logits = reference.numbers("p0/logits");
            int vocabulary = model.architecture().vocabulary();
            int first = ids.length() - 3;
            OptionPrompt prompt = prompt(ids, first, ids.length());
            try (OptionReader reader = new OptionReader(model.forward(), readOut, new CodePoints(vocabulary, true), Optional.empty())) {
                OptionTrajectory read = reader.read(prompt, new Cancellation());
                double expected = 0;
                for (int position = first; position < ids.length(); position++) {
                    expected += logProbability(logits, position - 1, vocabulary, ids.id(position));
                }
                int output = model.architecture().layers();
                assertEquals(output + 1, read.logProbabilities().length);
                assertEquals(expected, read.logProbabilities()[output][0], 1e-4);
                assertEquals(2 * (output + 1), read.features().length);
                assertEquals(read.logProbabilities()[1][0], read.features()[2]);
                assertEquals(model.architecture().width(), read.finalState().length);
            }
        }
    }

    @Test
    void whatWasReadBeforeChangesNothing() {
        try (TinyModel model = TinyModel.family("gpt2"); ReadOut readOut = readOut(model)) {
            TokenSequence ids = model.reference().tokens("p0/input_ids");
            OptionPrompt prompt = prompt(ids, 4, 6);
            try (OptionReader fresh = new OptionReader(model.forward(), readOut, new CodePoints(300, false), Optional.empty());
                    OptionReader used = new OptionReader(model.forward(), readOut, new CodePoints(300, false), Optional.empty())) {
                used.read(prompt(ids, 6, 7), new Cancellation());
                double[] expected = fresh.read(prompt, new Cancellation()).features();
                assertArrayEquals(expected, used.read(prompt, new Cancellation()).features(), 1e-5);
                assertArrayEquals(expected, used.read(prompt, new Cancellation()).features(), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"lens, tuned-lens/prompt-8", "lens-fp16, tuned-lens/lens-fp16/expected"})
    void aTunedLensIsReadThrough(String container, String numbers) {
        Reference reference = Reference.read(Shared.file("oracles/methods/" + numbers + ".safetensors"));
        TokenSequence ids = reference.tokens("input_ids");
        double[] expected = reference.numbers("lens_log_probs");
        try (TinyModel model = TinyModel.open(Shared.file("models/stories260K-hf"));
                ReadOut readOut = readOut(model);
                OpenLens lens = new OpenLens(LensFiles.open(Shared.file("oracles/methods/tuned-lens/" + container)).lens());
                OptionReader reader = new OptionReader(model.forward(), readOut, new CodePoints(512, false), Optional.of(lens))) {
            OptionTrajectory read = reader.read(prompt(ids, 5, 8), new Cancellation());
            for (int layer = 0; layer <= 5; layer++) {
                double sum = 0;
                for (int position = 5; position < 8; position++) {
                    sum += expected[(layer * 8 + position - 1) * 512 + ids.id(position)];
                }
                assertEquals(sum, read.logProbabilities()[layer][0], 3e-4, "layer " + layer);
            }
        }
    }

    /// The option in question, and another of one token.
    private static OptionPrompt prompt(TokenSequence ids, int first, int end) {
        return new OptionPrompt(CodePoints.text(ids, 0, first), List.of(CodePoints.text(ids, first, end), "\u0007"), OptionalInt.empty());
    }

    private static ReadOut readOut(TinyModel model) {
        return new ReadOut(model.architecture(), model.graphs(), model.runtime(), true);
    }

    private static double logProbability(double[] logits, int position, int vocabulary, int id) {
        double sum = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += Math.exp(logits[position * vocabulary + i]);
        }
        return logits[position * vocabulary + id] - Math.log(sum);
    }
}
