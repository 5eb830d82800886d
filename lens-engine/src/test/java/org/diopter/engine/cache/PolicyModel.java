package org.diopter.engine.cache;

import java.nio.file.Path;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.tokenizer.TokenSequence;

/// A small model that runs under policies.
record PolicyModel(TinyModel model, SplitBlocks split, CachePass pass) implements AutoCloseable {
    static PolicyModel open(Path folder) {
        return of(TinyModel.open(folder));
    }

    static PolicyModel of(TinyModel model) {
        SplitBlocks split = new SplitBlocks(model.architecture(), model.graphs(), model.runtime(), model.blocks());
        NotFinite notFinite = new NotFinite(new CheckpointSearch(model.checkpoint(), model.architecture()));
        return new PolicyModel(model, split, new CachePass(split, notFinite));
    }

    CacheRun run(TokenSequence tokens, CachePolicy policy, Timing timing) {
        return run(CachePass.Request.of(tokens, new CacheUse(policy, timing)));
    }

    CacheRun run(CachePass.Request request) {
        return pass.run(request, new Cancellation(), ForwardPass.Listener.NONE);
    }

    CacheRun full(TokenSequence tokens) {
        return run(CachePass.Request.of(tokens, CacheUse.FULL));
    }

    /// Logits of all positions: [T, V].
    float[] logits(CacheRun run) {
        try (ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            FloatTensor rows = run.residuals().layer(run.residuals().lastLayer());
            FloatTensor logits = FloatTensor.zeros(rows.size(0), model.architecture().vocabulary());
            readOut.logits(rows, logits, new Cancellation());
            return logits.toArray();
        }
    }

    @Override
    public void close() {
        split.close();
        model.close();
    }
}
