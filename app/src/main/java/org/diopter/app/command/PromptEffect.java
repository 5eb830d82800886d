package org.diopter.app.command;

import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;

/// What an edit does to the output of a prompt.
///
/// @param baseline the output of the model as it is, A
/// @param edited the output of the edited model, B
/// @param divergences of both: KL is KL(A‖B)
record PromptEffect(Trajectory baseline, Trajectory edited, LensDifference divergences) {
    int positions() {
        return edited.positions();
    }

    boolean isTopChanged(int position) {
        return baseline.topId(0, position, 0) != edited.topId(0, position, 0);
    }
}
