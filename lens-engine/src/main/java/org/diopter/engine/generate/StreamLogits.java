package org.diopter.engine.generate;

import java.util.stream.IntStream;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.tokenizer.TokenSequence;

/// Logits behind a text whose earlier tokens are known: a new token runs alone against their keys and values, under the edits.
///
/// An edit of the stream that looks at the length of the text, or at other positions, changes what is known when the text grows. Then the model runs as it is
/// token by token, and from the first edited block up the whole text runs each time.
public final class StreamLogits implements NextLogits {
    private final ForwardPass forward;
    private final ReadOut readOut;
    private final Edits edits;
    private final int firstBlock;
    private final boolean local;
    private Residuals known;

    /// @param base the stream of the prompt without edits; this one's to close
    /// @param edits for as long as this is used
    /// @param firstBlock the first block that they change, or whose entering stream they change
    public StreamLogits(ForwardPass forward, ReadOut readOut, Residuals base, Edits edits, int firstBlock, Cancellation cancellation) {
        this.forward = forward;
        this.readOut = readOut;
        this.edits = edits;
        this.firstBlock = firstBlock;
        this.local = IntStream.rangeClosed(0, base.lastLayer()).allMatch(layer -> edits.at(layer).stream().allMatch(StreamEdit::isLocal));
        this.known = base;
        if (local) {
            try {
                keep(edited(cancellation));
            } catch (RuntimeException e) {
                known.close();
                throw e;
            }
        }
    }

    @Override
    public float[] after(TokenSequence text, Cancellation cancellation) {
        keep(forward.goOn(text, known, local ? edits : Edits.NONE, cancellation));
        if (local) {
            return last(known, cancellation);
        }
        try (Residuals edited = edited(cancellation)) {
            return last(edited, cancellation);
        }
    }

    private Residuals edited(Cancellation cancellation) {
        return forward.edited(known, firstBlock, edits, cancellation, ForwardPass.Listener.NONE);
    }

    private void keep(Residuals longer) {
        if (longer != known) {
            known.close();
            known = longer;
        }
    }

    private float[] last(Residuals stream, Cancellation cancellation) {
        return readOut.logits(stream.layer(stream.lastLayer()).rows(stream.tokens().length() - 1L, 1), cancellation).toArray();
    }

    @Override
    public void close() {
        known.close();
    }
}
