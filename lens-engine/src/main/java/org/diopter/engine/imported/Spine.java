package org.diopter.engine.imported;

import java.util.List;
import java.util.stream.IntStream;

/// The residual stream of a graph.
///
/// @param blocks in order
/// @param output what leaves the last block: R of L
record Spine(List<SpineBlock> blocks, String output) {
    Spine {
        blocks = List.copyOf(blocks);
    }

    /// L.
    int layers() {
        return blocks.size();
    }

    /// Whether a block's output is what enters it plus its updates: not where sums are normalised before they are carried on.
    boolean adds() {
        return output.equals(blocks.getLast().steps().getLast().result());
    }

    /// The tensor of a layer, from 0 to L.
    String layer(int layer) {
        return layer == blocks.size() ? output : blocks.get(layer).in();
    }

    /// All layers' tensors.
    List<String> tensors() {
        return IntStream.rangeClosed(0, layers()).mapToObj(this::layer).toList();
    }
}
