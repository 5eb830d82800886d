package org.diopter.engine.lens.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// The closed-form starts of all layers. Moments are gathered sequence by sequence and in each layer by layer, then layers are solved one after the other; in
/// between, and in another process, it can go on from where it stands.
final class LeastSquares {
    /// States of which moments are taken, per dimension.
    private static final int STATES_PER_DIMENSION = 16;

    private final Deque<WarmStart> moments;
    private final List<LayerTraining> solved;
    private int sequence;
    private int layer;
    private long seen;

    /// @param layers which are trained, ascending
    LeastSquares(List<Integer> layers, int width) {
        this(layers.stream().map(layer -> new WarmStart(layer, width)).toList(), List.of(), 0, 0, 0);
    }

    /// As it stood in another process.
    ///
    /// @param moments of the layers that are not solved yet, ascending
    /// @param solved the layers before them
    /// @param sequence the number of the next
    /// @param layer the next of it, its index among those that are trained
    /// @param seen rows of the sequences before
    LeastSquares(List<WarmStart> moments, List<LayerTraining> solved, int sequence, int layer, long seen) {
        this.moments = new ArrayDeque<>(moments);
        this.solved = new ArrayList<>(solved);
        this.sequence = sequence;
        this.layer = layer;
        this.seen = seen;
    }

    /// Gathers the moments that are still missing.
    ///
    /// @param stream gives whole sequences, one a batch
    /// @param session of [org.diopter.engine.graph.LensGraphs#moments]
    /// @param between called after every layer, with the share that is done
    void gather(StateStream stream, Session session, DoubleConsumer between, Cancellation cancellation) {
        List<WarmStart> layers = List.copyOf(moments);
        long wanted = (long) STATES_PER_DIMENSION * stream.width();
        double all = Math.min(wanted, stream.sequences().stream().mapToLong(TokenSequence::length).sum());
        while (sequence < stream.sequences().size() && seen < wanted) {
            try (TensorMemory scratch = new TensorMemory()) {
                StateBatch batch = stream.batch(sequence, scratch, cancellation);
                while (layer < layers.size()) {
                    layers.get(layer).add(batch, session, cancellation);
                    layer++;
                    between.accept(Math.min(1, (seen + (double) batch.rows() * layer / layers.size()) / all));
                }
                seen += batch.rows();
                sequence++;
                layer = 0;
            }
        }
    }

    /// Solves the layers that are still unsolved. The moments of each go with it: they are the most memory that a training takes.
    ///
    /// @param between called after every layer, with the share that is done
    /// @return all layers, ready to be trained
    List<LayerTraining> solve(DoubleConsumer between, Cancellation cancellation) {
        while (!moments.isEmpty()) {
            cancellation.throwIfCancelled();
            solved.add(moments.getFirst().start());
            moments.removeFirst();
            between.accept((double) solved.size() / (solved.size() + moments.size()));
        }
        return List.copyOf(solved);
    }

    List<WarmStart> moments() {
        return List.copyOf(moments);
    }

    List<LayerTraining> solved() {
        return List.copyOf(solved);
    }

    int sequence() {
        return sequence;
    }

    int layer() {
        return layer;
    }

    long seen() {
        return seen;
    }
}
