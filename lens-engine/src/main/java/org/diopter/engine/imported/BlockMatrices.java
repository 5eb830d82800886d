package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of the matrices of one block.
///
/// @param matrices that can be read and replaced
/// @param problem why not all can: a sentence
record BlockMatrices(List<ImportedMatrix> matrices, Optional<String> problem) {
    BlockMatrices {
        matrices = List.copyOf(matrices);
    }

    /// Matrices as they are found. One that cannot be replaced alone is left out, with the reason.
    static final class Gathered {
        private final int block;
        private final Graph graph;
        private final List<ImportedMatrix> matrices = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Gathered(int block, Graph graph) {
            this.block = block;
            this.graph = graph;
        }

        void problem(String sentence) {
            problems.add(sentence);
        }

        /// @param columns of a fused matrix that are this one's, else none
        void add(String name, LinearUse use, List<Integer> columns) {
            Optional<ImportedMatrix> found = graph.constant(use.weight()).flatMap(TensorData::info)
                    .map(stored -> new ImportedMatrix(block, name, stored, use.inputFirst(), columns));
            if (LinearUse.readers(graph, use.weight()) > 1) {
                problem("The numbers of %s of block %d, ‘%.80s’, serve in other places too: changing them would change those. Export the model without shared weights."
                        .formatted(name, block, use.weight()));
            } else if (found.flatMap(ImportedMatrix::matrix).isEmpty()) {
                problem("The numbers of %s of block %d, ‘%.80s’, are stored in a way that cannot be read from outside the graph.".formatted(name, block, use.weight()));
            } else {
                matrices.add(found.get());
            }
        }

        BlockMatrices all() {
            return new BlockMatrices(matrices, problems.stream().findFirst());
        }
    }
}
