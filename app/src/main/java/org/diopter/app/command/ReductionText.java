package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.model.UnusableInputException;

/// Reads the text of an edit that has to be a reduction of one matrix.
final class ReductionText {
    private ReductionText() {}

    /// @throws UnusableInputException D-205 if it is none
    static ReduceRank parse(String text) {
        if (EditStack.parse(List.of(text)).edits().getFirst() instanceof ReduceRank reduction) {
            return reduction;
        }
        throw new UnusableInputException("D-205", "The edit ‘%.100s’ reduces no rank. Write for example rank:block=3,matrix=mlp.down,rho=0.1.".formatted(text));
    }
}
