package org.diopter.engine.forward;

import java.util.function.IntUnaryOperator;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.UnusableInputException;

/// Notices a block whose output holds NaN or infinity, and says where it comes from.
public final class NotFinite {
    /// In place of a block: what stands outside the blocks.
    static final int OUTSIDE = WeightSearch.OUTSIDE;

    private final WeightSearch weights;

    public NotFinite(WeightSearch weights) {
        this.weights = weights;
    }

    /// @param block that has run, or [#OUTSIDE] for the embedding
    /// @param first position of the first row
    /// @param stream [count, d], what left the block
    /// @throws UnusableInputException D-204 if a number in it is not finite, naming the weight if one is to blame
    public void check(int block, int first, FloatTensor stream) {
        check(block, row -> first + row, stream);
    }

    /// @param block that has run, or [#OUTSIDE] for the embedding
    /// @param positions of each row in its text
    /// @param stream [count, d], what left the block
    /// @throws UnusableInputException D-204 if a number in it is not finite, naming the weight if one is to blame
    void check(int block, IntUnaryOperator positions, FloatTensor stream) {
        if (finite(stream)) {
            return;
        }
        long index = stream.firstNotFinite();
        int position = positions.applyAsInt(Math.toIntExact(index / stream.rowLength()));
        throw problem(block, (block == OUTSIDE ? "The embedding" : "Block " + block) + " gives " + stream.get(index) + " from position " + position + " on.");
    }

    /// What to say of logits that are not finite although the stream is.
    public UnusableInputException ofLogits(int position) {
        return problem(OUTSIDE, "The model's output at position " + position + " is not finite.");
    }

    private UnusableInputException problem(int block, String where) {
        String why = weights.notFinite(block)
                .map(found -> " The weight " + found + " in the file is not finite: the file is damaged or was saved from a broken training. Use another copy.")
                .orElse(" All its weights are finite, so the stream has grown beyond float32. Try a shorter prompt.");
        return new UnusableInputException("D-204", where + why);
    }

    /// A number that is not finite times zero is NaN, and NaN stays in a sum.
    private static boolean finite(FloatTensor stream) {
        float[] row = new float[Math.toIntExact(stream.rowLength())];
        float poison = 0;
        for (long r = 0; r < stream.size(0); r++) {
            stream.copyTo(r * row.length, row, 0, row.length);
            for (float value : row) {
                poison += value * 0f;
            }
        }
        return poison == 0;
    }
}
