package org.diopter.engine.causal;

import org.diopter.engine.math.ChunkMath;

/// Logits bent back before they grow large: z = c tanh(x / c). An instance owns scratch arrays: one a thread.
final class SoftCap {
    /// tanh of half of this is 1 in float.
    private static final float SATURATED = 40f;

    private final ChunkMath math = new ChunkMath();
    private final float cap;
    private final float[] scratch = new float[ChunkLoops.SIZE];

    SoftCap(double cap) {
        this.cap = (float) cap;
    }

    /// x = c tanh(x / c) and slope = its derivative.
    ///
    /// @param x Modified.
    /// @param slope Modified.
    void apply(float[] x, float[] slope) {
        final float[] e = scratch;
        float twice = 2f / cap;
        for (int i = 0; i < ChunkLoops.SIZE; i++) {
            e[i] = Math.max(-SATURATED, Math.min(SATURATED, x[i] * twice));
        }
        math.exp(e, 0f, e);
        for (int i = 0; i < ChunkLoops.SIZE; i++) {
            float tanh = 1f - 2f / (e[i] + 1f);
            x[i] = cap * tanh;
            slope[i] = 1f - tanh * tanh;
        }
    }
}
