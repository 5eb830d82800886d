package org.diopter.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;

class KeptStreamsTest {
    private static final List<Pack> PACKS = Pack.of(List.of(TokenSequence.of(5, 17, 3), TokenSequence.of(8, 1, 14, 2)), 256);

    @Test
    void aBudgetThatHoldsNoTwoLayersKeepsNone() {
        try (TinyModel model = TinyModel.family("llama")) {
            int width = model.architecture().width();
            long layerBytes = 7L * width * Float.BYTES;
            assertEquals(0, kept(model, 2 * layerBytes - 1));
            assertEquals(2, kept(model, 2 * layerBytes));
            assertEquals(model.architecture().layers() + 1, kept(model, 100 * layerBytes));
        }
    }

    private static int kept(TinyModel model, long bytes) {
        try (KeptStreams streams = streams(model, bytes)) {
            return streams.kept();
        }
    }

    private static KeptStreams streams(TinyModel model, long bytes) {
        PackedPass pass = new PackedPass(model.blocks(), new NotFinite(new CheckpointSearch(model.checkpoint(), model.architecture())));
        return KeptStreams.run(pass, PACKS, model.architecture().width(), bytes, Turns.AT_ONCE, Progress.NONE);
    }

    @Test
    void whatIsNotKeptIsMadeAgain() {
        try (TinyModel model = TinyModel.family("llama");
                KeptStreams none = streams(model, 1);
                KeptStreams all = streams(model, 1 << 20);
                TensorMemory scratch = new TensorMemory()) {
            for (int layer = 0; layer <= model.architecture().layers(); layer++) {
                assertArrayEquals(
                        all.at(0, layer, scratch, new Cancellation()).toArray(), none.at(0, layer, scratch, new Cancellation()).toArray(), "layer " + layer);
            }
        }
    }
}
