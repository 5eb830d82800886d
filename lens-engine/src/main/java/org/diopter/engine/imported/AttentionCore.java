package org.diopter.engine.imported;

import java.util.List;

/// Where one attention happens.
sealed interface AttentionCore {
    /// Written out in products, or one operation of the standard, whose probabilities have been made an output.
    ///
    /// @param probabilities what the values are multiplied with: [batch, H, T, S], perhaps without batch
    /// @param queries what holds queries, from the product back to the projection
    /// @param keys what holds keys
    /// @param values what holds values
    record Open(String probabilities, List<Link> queries, List<Link> keys, List<Link> values) implements AttentionCore {
        public Open {
            queries = List.copyOf(queries);
            keys = List.copyOf(keys);
            values = List.copyOf(values);
        }
    }

    /// One operation that keeps its probabilities to itself.
    ///
    /// @param operator its type
    /// @param heads query heads, 0 if it does not say
    /// @param kvHeads key/value heads, 0 if it does not say
    record Fused(String operator, int heads, int kvHeads) implements AttentionCore {}

    /// A tensor on the way of queries, keys or values.
    ///
    /// @param factor what the tensor is multiplied with (or divided by) on its way on, such as the scale of the scores; empty if with nothing
    /// @param divides whether it is divided
    record Link(String tensor, String factor, boolean divides) {}
}
