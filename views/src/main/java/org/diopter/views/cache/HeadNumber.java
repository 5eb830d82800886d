package org.diopter.views.cache;

import java.util.stream.IntStream;
import org.diopter.engine.cache.EvictionRecord;

/// A number of one head at one query.
@FunctionalInterface
interface HeadNumber {
    float at(int head, int query);

    /// The mean over a block's heads; NaN if the block's numbers are not measured.
    static double mean(EvictionRecord block, int query, HeadNumber number) {
        return block.measured()
                ? IntStream.range(0, block.heads()).mapToDouble(head -> number.at(head, query)).average().orElse(Double.NaN)
                : Double.NaN;
    }
}
