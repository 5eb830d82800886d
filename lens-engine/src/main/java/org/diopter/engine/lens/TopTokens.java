package org.diopter.engine.lens;

import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;

/// Finds the k largest logits of a row without sorting it: equal ones by ascending id.
///
/// A **lane** is the set of ids with the same remainder modulo the chunk size. The k-th largest of the lanes' maxima is a bound that at least k logits
/// reach, so only lanes that reach it are looked into: k of them, bar ties. An instance owns scratch arrays: one a thread.
final class TopTokens {
    private final int k;
    private final int[] ids;
    private final float[] logits;
    /// The largest lane maxima, descending.
    private final float[] largest;
    private int found;

    TopTokens(int k) {
        this.k = k;
        ids = new int[k];
        logits = new float[k];
        largest = new float[k];
    }

    /// @param of has at least k logits a row
    /// @param lanes each lane's maximum in this row. Not modified.
    void find(Logits of, int row, float[] lanes) {
        found = 0;
        float bound = bound(lanes);
        for (int lane = 0; lane < lanes.length; lane++) {
            if (lanes[lane] >= bound) {
                for (int id = lane; id < of.vocabulary(); id += ChunkMath.SIZE) {
                    offer(id, of.at(row, id));
                }
            }
        }
    }

    /// The k-th largest of the lanes' maxima; negative infinity if there are fewer than k.
    private float bound(float[] lanes) {
        float[] largest = this.largest;
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        for (float maximum : lanes) {
            if (maximum > largest[k - 1]) {
                int place = k - 1;
                while (place > 0 && maximum > largest[place - 1]) {
                    largest[place] = largest[place - 1];
                    place--;
                }
                largest[place] = maximum;
            }
        }
        return largest[k - 1];
    }

    private void offer(int id, float logit) {
        if (found == k && !before(logit, id, k - 1)) {
            return;
        }
        int place = found < k ? found++ : k - 1;
        while (place > 0 && before(logit, id, place - 1)) {
            ids[place] = ids[place - 1];
            logits[place] = logits[place - 1];
            place--;
        }
        ids[place] = id;
        logits[place] = logit;
    }

    private boolean before(float logit, int id, int place) {
        return logit > logits[place] || (logit == logits[place] && id < ids[place]);
    }

    /// The id in place `place`, 0 the largest.
    int id(int place) {
        return ids[place];
    }

    float logit(int place) {
        return logits[place];
    }
}
