package org.diopter.engine.laser;

import org.diopter.engine.arch.Linear;
import org.diopter.model.checkpoint.Checkpoint;

/// The rows of a model's unembedding, one a token.
public final class TokenRows {
    private final Checkpoint checkpoint;
    private final Linear head;

    public TokenRows(Checkpoint checkpoint, Linear head) {
        this.checkpoint = checkpoint;
        this.head = head;
    }

    /// The cosine of the angle between two tokens' rows, −1 to 1; 0 if one of them is zero.
    public double cosine(int first, int second) {
        float[] a = row(first);
        float[] b = row(second);
        double product = product(a, b);
        double lengths = Math.sqrt(product(a, a) * product(b, b));
        return lengths == 0 ? 0 : Math.clamp(product / lengths, -1, 1);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private float[] row(int token) {
        int width = Math.toIntExact(head.inputs());
        float[] row = new float[width];
        if (head.outputFirst()) {
            checkpoint.read(head.weight(), (long) token * width, row);
            return row;
        }
        float[] number = new float[1];
        for (int i = 0; i < width; i++) {
            checkpoint.read(head.weight(), i * head.outputs() + token, number);
            row[i] = number[0];
        }
        return row;
    }
}
