package org.diopter.engine.laser;

import java.util.function.Supplier;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.StoredNumbers;

/// The rows of a model's unembedding, one a token.
public final class TokenRows {
    private final StoredNumbers numbers;
    private final Supplier<Linear> unembedding;

    /// @param unembedding is asked for when the first row is read
    public TokenRows(StoredNumbers numbers, Supplier<Linear> unembedding) {
        this.numbers = numbers;
        this.unembedding = unembedding;
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
        Linear head = unembedding.get();
        int width = Math.toIntExact(head.inputs());
        float[] row = new float[width];
        if (head.outputFirst()) {
            numbers.read(head.weight(), (long) token * width, row);
            return row;
        }
        float[] number = new float[1];
        for (int i = 0; i < width; i++) {
            numbers.read(head.weight(), i * head.outputs() + token, number);
            row[i] = number[0];
        }
        return row;
    }
}
