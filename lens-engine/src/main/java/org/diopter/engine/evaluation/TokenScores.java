package org.diopter.engine.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;

/// Reads chosen tokens out of the model's output: their log-probabilities and ranks. Rows are read in blocks, and the memory for logits is kept.
final class TokenScores implements AutoCloseable {
    private static final int LOGIT_BYTES = 32 << 20;
    private static final float LOWEST = -1e30f;
    private static final int TOP = 5;

    private final ReadOut readOut;
    private final int vocabulary;
    private final TensorMemory memory = new TensorMemory();
    private final FloatTensor logits;

    TokenScores(ReadOut readOut, int vocabulary) {
        this.readOut = readOut;
        this.vocabulary = vocabulary;
        this.logits = memory.zeros(Math.max(1, LOGIT_BYTES / Float.BYTES / vocabulary), vocabulary);
    }

    /// What is known of one row's output.
    ///
    /// @param logProbabilities of the tokens asked for, in nats
    /// @param ranks of the tokens asked for, from 1; equal ones count as below
    /// @param top the five tokens with the largest logits, or as many as there are, best first; of equal ones the first
    /// @param topLogProbabilities of these
    @SuppressWarnings("ArrayRecordComponent")
    record RowScores(double[] logProbabilities, int[] ranks, int[] top, double[] topLogProbabilities) {
        int likeliest() {
            return top[0];
        }
    }

    /// @param rows [n, d], of the last layer. Not modified.
    /// @param tokens of each row the tokens asked for; may be none
    /// @throws UnusableInputException D-204 if a logit is not finite: nothing is larger than NaN, so that any answer would seem the likeliest
    RowScores[] read(FloatTensor rows, int[][] tokens, Cancellation cancellation) {
        RowScores[] scores = new RowScores[tokens.length];
        int most = (int) logits.size(0);
        long width = rows.rowLength();
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor block = scratch.zeros(Math.min(most, tokens.length), width);
            for (int from = 0; from < tokens.length; from += most) {
                int count = Math.min(most, tokens.length - from);
                block.copyFrom(rows, from * width, 0, count * width);
                readOut.logits(block.firstRows(count), logits.firstRows(count), cancellation);
                int first = from;
                IntStream.range(0, count).parallel().forEach(i -> scores[first + i] = row(i, tokens[first + i]));
            }
        }
        requireNumbers(scores);
        return scores;
    }

    private static void requireNumbers(RowScores[] scores) {
        if (Arrays.stream(scores).anyMatch(score -> Double.isNaN(score.topLogProbabilities()[0]))) {
            throw new UnusableInputException("D-204", "The model's output is not finite, so nothing can be measured with it."
                    + " Read one of the prompts with a lens to see which weight is to blame, or use another copy of the model.");
        }
    }

    private RowScores row(int row, int[] tokens) {
        float[] padded = new float[Math.ceilDiv(vocabulary, ChunkMath.SIZE) * ChunkMath.SIZE];
        Arrays.fill(padded, vocabulary, padded.length, LOWEST);
        logits.copyTo((long) row * vocabulary, padded, 0, vocabulary);
        int[] top = top(padded);
        float max = padded[top[0]];
        double logSum = Math.log(sumOfExponentials(padded, max));
        double[] logProbabilities = new double[tokens.length];
        int[] ranks = new int[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            logProbabilities[i] = padded[tokens[i]] - max - logSum;
            ranks[i] = rank(padded, padded[tokens[i]]);
        }
        return new RowScores(logProbabilities, ranks, top, Arrays.stream(top).mapToDouble(id -> padded[id] - max - logSum).toArray());
    }

    private int[] top(float[] padded) {
        int[] top = new int[Math.min(TOP, vocabulary)];
        int found = 0;
        for (int id = 0; id < vocabulary; id++) {
            if (found < top.length || padded[id] > padded[top[top.length - 1]]) {
                int place = found < top.length ? found++ : top.length - 1;
                while (place > 0 && padded[id] > padded[top[place - 1]]) {
                    top[place] = top[place - 1];
                    place--;
                }
                top[place] = id;
            }
        }
        return top;
    }

    private static double sumOfExponentials(float[] padded, float max) {
        ChunkMath math = new ChunkMath();
        float[] x = new float[ChunkMath.SIZE];
        float[] e = new float[ChunkMath.SIZE];
        double sum = 0;
        for (int at = 0; at < padded.length; at += ChunkMath.SIZE) {
            System.arraycopy(padded, at, x, 0, ChunkMath.SIZE);
            math.exp(x, max, e);
            sum += ChunkMath.sum(e);
        }
        return sum;
    }

    private static int rank(float[] padded, float logit) {
        int rank = 1;
        for (float other : padded) {
            rank += other > logit ? 1 : 0;
        }
        return rank;
    }

    @Override
    public void close() {
        memory.close();
    }
}
