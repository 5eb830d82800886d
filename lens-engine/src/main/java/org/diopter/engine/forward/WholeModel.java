package org.diopter.engine.forward;

import java.util.List;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// A model in one piece: what the chained blocks are proved against.
public interface WholeModel extends AutoCloseable {
    /// Runs all tokens from the first.
    ///
    /// @param memory in which the outputs are made
    Output run(TokenSequence tokens, TensorMemory memory, Cancellation cancellation);

    @Override
    void close();

    /// What the model computes.
    ///
    /// @param layers L + 1 tensors [T, d]
    /// @param logits [T, V]
    record Output(List<FloatTensor> layers, FloatTensor logits) {}
}
