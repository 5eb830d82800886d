package org.diopter.engine.lens;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.tokenizer.TokenSequence;

/// Reads whole trajectories of a test's model.
record LensReader(TinyModel model) {

    Residuals residuals(TokenSequence tokens) {
        return model.forward().run(tokens, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE);
    }

    /// Every layer and position, through the logit lens.
    Trajectory read(Residuals residuals, int topK, List<Integer> tracked) {
        return read(residuals, Optional.empty(), topK, tracked);
    }

    Trajectory read(Residuals residuals, Optional<Lens> lens, int topK, List<Integer> tracked) {
        Optional<OpenLens> open = lens.map(OpenLens::new);
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            return readOut.read(residuals, open, everything(residuals, topK, tracked), KnownColumns.NONE, new Cancellation(), partial -> {});
        } finally {
            open.ifPresent(OpenLens::close);
        }
    }

    static ReadOut.Request everything(Residuals residuals, int topK, List<Integer> tracked) {
        int positions = residuals.tokens().length();
        BitSet ranked = new BitSet();
        ranked.set(0, positions);
        return new ReadOut.Request(
                ReadOut.allLayers(residuals.lastLayer()), IntStream.range(0, positions).boxed().toList(), topK, tracked, ranked);
    }
}
