package org.diopter.engine.lens.training;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// Adds the gradients of a step's rows to the layers: over all tokens, or where the recipe looks at chosen ones and the vocabulary is large enough for it to pay,
/// over those.
///
/// @param seed of the tokens that are sampled; with the step and the number of a row it decides which
record StepGradients(Recipe recipe, long seed, LensLoss loss, Features features, Cancellation cancellation) {
    /// Vocabularies below this are read whole.
    private static final int SMALL_VOCABULARY = 4096;
    /// Tokens that the teacher gives at least this probability anywhere in a batch are chosen, up to a limit.
    private static final float LIKELY = 1e-3f;

    private static final int MOST_LIKELY = 1536;
    private static final int SAMPLED = 512;

    /// Rows `from` to `from` + `count` − 1 of a part.
    ///
    /// @param before rows of the step's parts before this one
    /// @param layers Modified: their gradients, one by one.
    LayerWalk.Chunk chunk(int step, StateBatch part, long before, int from, int count, List<LayerTraining> layers) {
        Teacher teacher = loss.teacher(part.output().rows(from, count));
        TensorMemory scratch = new TensorMemory();
        try {
            Optional<LensLoss.Head> head = chosenHead(step, teacher, before + from, scratch);
            Teacher restricted = head.map(some -> loss.restricted(teacher, some)).orElse(teacher);
            return new ChunkGradients(scratch, head, restricted, part, from, count, layers);
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private Optional<LensLoss.Head> chosenHead(int step, Teacher teacher, long row, TensorMemory scratch) {
        if (recipe == Recipe.PAPER || teacher.tokens() < SMALL_VOCABULARY) {
            return Optional.empty();
        }
        Random random = new Random(seed + 1_000_003L * step + row);
        return Optional.of(loss.head(ChosenTokens.of(teacher.probabilities(), LIKELY, MOST_LIKELY, SAMPLED, random), scratch));
    }

    private final class ChunkGradients implements LayerWalk.Chunk {
        private final TensorMemory scratch;
        private final Optional<LensLoss.Head> head;
        private final Teacher teacher;
        private final StateBatch part;
        private final int from;
        private final int count;
        private final List<LayerTraining> layers;

        ChunkGradients(
                TensorMemory scratch,
                Optional<LensLoss.Head> head,
                Teacher teacher,
                StateBatch part,
                int from,
                int count,
                List<LayerTraining> layers) {
            this.scratch = scratch;
            this.head = head;
            this.teacher = teacher;
            this.part = part;
            this.from = from;
            this.count = count;
            this.layers = layers;
        }

        @Override
        public double of(int index) {
            LayerTraining layer = layers.get(index);
            FloatTensor states = part.layers().get(layer.layer()).rows(from, count);
            FloatTensor x = features.of(layer.whitening(), states, cancellation);
            return head.isPresent()
                    ? loss.addGradient(teacher, head.get(), states, x, layer.at(), 1, layer.gradient())
                    : loss.addGradient(teacher, states, x, layer.at(), 1, layer.gradient());
        }

        @Override
        public void close() {
            scratch.close();
        }
    }
}
