package org.diopter.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensApartTest {
    /// With a sliding window, several query heads a key, and learned positions.
    @ParameterizedTest
    @ValueSource(strings = {"mistral", "llama", "gpt2"})
    void onePassGivesWhatAPassForEachTokenGives(String family) {
        try (TinyModel model = TinyModel.family(family);
                TensorMemory memory = new TensorMemory()) {
            TokenSequence tokens = model.reference().tokens("p1/input_ids");
            Residuals base = model.forward().run(tokens, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE);
            int layer = 1;
            int width = model.architecture().width();
            FloatTensor changed = changed(base.layer(layer));
            FloatTensor together = new TokensApart(model.blocks()).run(base, layer, changed, memory, new Cancellation());
            for (int t = 0; t < tokens.length(); t++) {
                FloatTensor one = base.layer(layer).copy();
                one.copyFrom(changed, (long) t * width, (long) t * width, width);
                try (Residuals alone = model.forward().replace(base, layer, one, new Cancellation(), ForwardPass.Listener.NONE)) {
                    for (int k = 0; k < width; k++) {
                        long at = (long) t * width + k;
                        assertEquals(alone.layer(base.lastLayer()).get(at), together.get(at), 1e-4, "token " + t);
                    }
                }
            }
        }
    }

    private static FloatTensor changed(FloatTensor stream) {
        Random random = new Random(1);
        FloatTensor changed = stream.copy();
        for (long i = 0; i < changed.elements(); i++) {
            changed.set(i, (float) (changed.get(i) + random.nextGaussian()));
        }
        return changed;
    }
}
