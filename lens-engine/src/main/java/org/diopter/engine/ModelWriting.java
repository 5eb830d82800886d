package org.diopter.engine;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.generate.NextLogits;
import org.diopter.engine.generate.StreamLogits;
import org.diopter.engine.generate.TokenWriter;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// Lets studies of one open model go on with their tokens.
///
/// @param stream the stream of some tokens without edits, which stays the model's to close
record ModelWriting(
        ModelShape shape,
        ForwardPass forward,
        ReadOut readOut,
        NotFinite notFinite,
        StudyEdits edits,
        ModelCaches caches,
        Optional<Tokenizer> tokenizer,
        BiFunction<TokenSequence, Cancellation, Residuals> stream) {

    /// What comes behind a study's text; the caller's to close. The model is in use.
    ///
    /// @param plan how the text goes on: budgets that are a ratio are of its final length
    NextLogits next(Study study, WritingPlan plan, Cancellation cancellation) {
        forward.check(study.tokens());
        if (!study.cache().isFull()) {
            return caches.next(study, plan.longest(study.tokens().length(), shape.context()));
        }
        CompiledEdits compiled = edits.compiled(study.edits());
        try {
            Residuals base = stream.apply(study.tokens(), cancellation).share();
            int firstBlock = study.edits().firstBlock(shape.layers());
            return new Edited(new StreamLogits(forward, readOut, base, compiled, firstBlock, cancellation), compiled);
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }

    /// Lets go of the edits in the end.
    private record Edited(StreamLogits logits, CompiledEdits edits) implements NextLogits {
        @Override
        public float[] after(TokenSequence text, Cancellation cancellation) {
            return logits.after(text, cancellation);
        }

        @Override
        public void close() {
            logits.close();
            edits.close();
        }
    }

    /// What writes, given what takes a turn on the engine's thread for each token.
    TokenWriter writer(Function<Function<Cancellation, float[]>, float[]> turn, NextLogits next) {
        return new TokenWriter(text -> finite(text, turn.apply(stop -> next.after(text, stop))), this::ends, shape.context());
    }

    private boolean ends(int id) {
        return tokenizer.filter(words -> id < words.size() && words.token(id).special()).isPresent();
    }

    /// Nothing is larger than NaN, so that any token would seem the likeliest.
    private float[] finite(TokenSequence text, float[] logits) {
        for (float logit : logits) {
            if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
                throw notFinite.ofLogits(text.length() - 1);
            }
        }
        return logits;
    }
}
