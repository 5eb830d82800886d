package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Task;
import org.diopter.engine.laser.HeldPlan;
import org.jspecify.annotations.Nullable;

/// Which parts of a matrix are asked alone, and what they are asked: one prompt with its answer, or the items of a task.
///
/// @param reduction the cut whose effect is to be explained, as an edit
/// @param shares how large the parts are, as exact decimals
record HeldChoice(String reduction, List<BigDecimal> shares, @Nullable String prompt, @Nullable String answer, @Nullable TaskChoice task) {
    HeldChoice {
        shares = List.copyOf(shares);
        new HeldPlan(ReductionText.parse(reduction), shares);
        if ((prompt == null) != (answer == null) || (prompt == null) == (task == null)) {
            throw new IllegalArgumentException("not just one of a task and a prompt with its answer");
        }
    }

    @JsonIgnore
    HeldPlan plan() {
        return new HeldPlan(ReductionText.parse(reduction), shares);
    }

    /// The questions.
    ///
    /// @throws org.diopter.model.UnusableInputException if their file cannot be used
    @JsonIgnore
    Task questions() {
        if (prompt != null && answer != null) {
            return new Task("prompt", List.of(new Item(0, prompt, List.of(answer), 0, OptionalLong.empty())), Metric.TOP_TOKEN, 1);
        }
        if (task == null) {
            throw new IllegalStateException("neither a prompt nor a task");
        }
        return task.read();
    }
}
