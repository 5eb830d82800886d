package org.diopter.engine.imported;

import java.util.List;
import java.util.Optional;

/// One block on the residual stream.
///
/// @param in the stream that enters it
/// @param steps the sums on the way: one where attention and MLP read the same stream, else one each
/// @param core its attention
record SpineBlock(String in, List<Step> steps, AttentionCore core) {
    SpineBlock {
        steps = List.copyOf(steps);
    }

    /// A sum on the stream.
    ///
    /// @param carry the stream before it
    /// @param result the sum
    /// @param updates what is added
    record Step(String carry, String result, List<Update> updates) {
        Step {
            updates = List.copyOf(updates);
        }
    }

    /// What is added to the stream.
    ///
    /// @param attends whether it comes from attention
    record Update(String tensor, boolean attends) {}

    /// The stream between attention and MLP, where there is such a place.
    Optional<String> middle() {
        return steps.size() == 2 ? Optional.of(steps.getFirst().result()) : Optional.empty();
    }

    /// What attention adds, if it is one tensor.
    Optional<String> attentionOut() {
        return update(true);
    }

    /// What the MLP adds, if it is one tensor.
    Optional<String> mlpOut() {
        return update(false);
    }

    private Optional<String> update(boolean attends) {
        List<Update> found = steps.stream().flatMap(step -> step.updates().stream()).filter(update -> update.attends() == attends).toList();
        return found.size() == 1 ? Optional.of(found.getFirst().tensor()) : Optional.empty();
    }

    /// The stream that the MLP reads: before its norm.
    String mlpIn() {
        return steps.getLast().carry();
    }
}
