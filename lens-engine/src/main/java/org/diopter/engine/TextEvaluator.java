package org.diopter.engine;

import org.diopter.engine.edit.EditStack;
import org.diopter.engine.laser.EditPrice;
import org.diopter.model.Progress;

/// Measures an open model on a text, step by step; other runs have their turn in between. Closing lets go of the streams it keeps.
public interface TextEvaluator extends AutoCloseable {
    /// How many tokens of the text are predicted.
    long tokens();

    /// The mean loss of the model under some edits, in nats a token.
    ///
    /// @throws org.diopter.model.CancelledException if the user stopped it
    double loss(EditStack edits, Progress progress);

    /// What reductions cost on the text, and what their factors would save.
    ///
    /// @param edits at least one reduction of a matrix
    EditPrice price(EditStack edits, Progress progress);

    /// The same where the loss of the model as it is, is known.
    ///
    /// @param lossAsItIs in nats a token
    EditPrice price(EditStack edits, double lossAsItIs, Progress progress);

    @Override
    void close();
}
