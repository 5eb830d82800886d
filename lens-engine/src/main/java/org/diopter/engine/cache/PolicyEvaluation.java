package org.diopter.engine.cache;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Opening;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// Measures what policies do to the predictions of one text, against everything kept.
public final class PolicyEvaluation implements AutoCloseable {
    private static final int LOGIT_BYTES = 16 << 20;

    private final ReadOut readOut;
    private final int vocabulary;
    private final CacheRun full;
    private final TensorMemory memory = new TensorMemory();
    private final FloatTensor fullLogits;
    private final FloatTensor policyLogits;

    /// @param vocabulary V
    /// @param full the text with everything kept; not closed with this
    public PolicyEvaluation(ReadOut readOut, int vocabulary, CacheRun full) {
        this.readOut = readOut;
        this.vocabulary = vocabulary;
        this.full = full;
        int rows = Math.clamp(LOGIT_BYTES / Float.BYTES / vocabulary, 1, full.residuals().tokens().length());
        try (Opening opening = new Opening()) {
            opening.with(memory, TensorMemory::close);
            this.fullLogits = memory.zeros(rows, vocabulary);
            this.policyLogits = memory.zeros(rows, vocabulary);
            opening.done();
        }
    }

    /// What a finished run of the same text does to its predictions.
    public PolicyEffect effect(CacheRun run, Cancellation cancellation) {
        TokenSequence tokens = full.residuals().tokens();
        int most = Math.toIntExact(fullLogits.size(0));
        RowEffect[] rows = new RowEffect[tokens.length()];
        FloatTensor before = full.residuals().layer(full.residuals().lastLayer());
        FloatTensor after = run.residuals().layer(run.residuals().lastLayer());
        for (int from = 0; from < rows.length; from += most) {
            int count = Math.min(most, rows.length - from);
            int first = from;
            readOut.logits(before.rows(from, count), fullLogits.firstRows(count), cancellation);
            readOut.logits(after.rows(from, count), policyLogits.firstRows(count), cancellation);
            IntStream.range(0, count).parallel().forEach(i -> {
                int next = first + i + 1 < rows.length ? tokens.id(first + i + 1) : -1;
                rows[first + i] = row(i, next);
            });
        }
        return summary(run, rows);
    }

    /// The mean cross-entropy of the text's next tokens in nats, where its last layer is this.
    ///
    /// @param last [T, d], on the same text
    public double crossEntropy(FloatTensor last, Cancellation cancellation) {
        TokenSequence tokens = full.residuals().tokens();
        int most = Math.toIntExact(policyLogits.size(0));
        int predictions = tokens.length() - 1;
        double[] losses = new double[predictions];
        for (int from = 0; from < predictions; from += most) {
            int count = Math.min(most, predictions - from);
            int first = from;
            readOut.logits(last.rows(from, count), policyLogits.firstRows(count), cancellation);
            IntStream.range(0, count).parallel().forEach(i -> losses[first + i] = crossEntropy(i, tokens.id(first + i + 1)));
        }
        return Arrays.stream(losses).average().orElse(0);
    }

    private double crossEntropy(int row, int next) {
        float[] logits = new float[vocabulary];
        policyLogits.copyTo((long) row * vocabulary, logits, 0, vocabulary);
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        return max + Math.log(sum) - logits[next];
    }

    private record RowEffect(double crossEntropy, double kl, boolean agrees) {}

    private static PolicyEffect summary(CacheRun run, RowEffect[] rows) {
        double crossEntropy = 0;
        double kl = 0;
        double agreement = 0;
        for (RowEffect row : rows) {
            crossEntropy += row.crossEntropy;
            kl += row.kl;
            agreement += row.agrees ? 1 : 0;
        }
        return new PolicyEffect(
                run.use(),
                run.use().policy().budget(rows.length),
                crossEntropy / Math.max(1, rows.length - 1),
                kl / rows.length,
                rows[rows.length - 1].kl(),
                agreement / rows.length,
                run.blocks().stream().map(EvictionRecord::meanMass).toList(),
                run.blocks().stream().map(EvictionRecord::meanCosineToFull).toList(),
                run.blocks().stream().map(EvictionRecord::meanCosineToIdeal).toList(),
                rows.length);
    }

    /// @param next the token that follows, or −1
    private RowEffect row(int row, int next) {
        float[] before = new float[vocabulary];
        float[] after = new float[vocabulary];
        fullLogits.copyTo((long) row * vocabulary, before, 0, vocabulary);
        policyLogits.copyTo((long) row * vocabulary, after, 0, vocabulary);
        int likeliestBefore = likeliest(before);
        int likeliestAfter = likeliest(after);
        ChunkMath math = new ChunkMath();
        float[] x = new float[ChunkMath.SIZE];
        float[] e = new float[ChunkMath.SIZE];
        double sumBefore = 0;
        double sumAfter = 0;
        double difference = 0;
        for (int at = 0; at < vocabulary; at += ChunkMath.SIZE) {
            int length = Math.min(ChunkMath.SIZE, vocabulary - at);
            System.arraycopy(after, at, x, 0, length);
            math.exp(x, length, after[likeliestAfter], e);
            for (int i = 0; i < length; i++) {
                sumAfter += e[i];
            }
            System.arraycopy(before, at, x, 0, length);
            math.exp(x, length, before[likeliestBefore], e);
            for (int i = 0; i < length; i++) {
                sumBefore += e[i];
                difference += e[i] * ((double) x[i] - after[at + i]);
            }
        }
        double logBefore = before[likeliestBefore] + Math.log(sumBefore);
        double logAfter = after[likeliestAfter] + Math.log(sumAfter);
        double kl = Math.max(0, difference / sumBefore - logBefore + logAfter);
        return new RowEffect(next < 0 ? 0 : logAfter - after[next], kl, likeliestBefore == likeliestAfter);
    }

    private static int likeliest(float[] logits) {
        int likeliest = 0;
        for (int id = 1; id < logits.length; id++) {
            likeliest = logits[id] > logits[likeliest] ? id : likeliest;
        }
        return likeliest;
    }

    @Override
    public void close() {
        memory.close();
    }
}
