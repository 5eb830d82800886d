package org.diopter.engine.cache;

import org.diopter.engine.forward.SplitBlocks;

/// Weights for keys that are no longer there.
public interface Compensation {
    /// Makes ready for some queries of a block.
    ///
    /// @param first the first query
    /// @param between of the block: queries from `first` on, keys from 0 on
    Rows of(int block, int first, SplitBlocks.Between between);

    /// Ready for some queries. Different threads may ask for different heads.
    interface Rows {
        /// @param head query head
        /// @param query at least the first one made ready
        /// @param key before the query
        /// @return what stands for e to the power of the score
        double weight(int head, int query, int key);
    }
}
