package org.diopter.engine.data;

import org.diopter.model.UnusableInputException;

/// What must hold of rows of features before any detector looks at them.
final class FeatureRows {
    private static final String CODE = "D-403";

    private FeatureRows() {}

    /// Rows to fit on: at least two, equally long, finite, and not all the same.
    ///
    /// @return how many features a row has
    static int requireFit(double[][] rows) {
        if (rows.length < 2) {
            throw tooFew("%d normal prompts are too few to learn from. Give at least 2.".formatted(rows.length));
        }
        int features = rows[0].length;
        require(rows, features);
        for (double[] row : rows) {
            for (int feature = 0; feature < features; feature++) {
                if (row[feature] != rows[0][feature]) {
                    return features;
                }
            }
        }
        throw new UnusableInputException(CODE, "All %d normal prompts have the same features, so nothing tells them apart. Give different prompts."
                .formatted(rows.length));
    }

    /// Equally long rows of finite numbers.
    static void require(double[][] rows, int features) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != features) {
                throw new UnusableInputException(CODE, "Row %d has %d features, others have %d.".formatted(i, rows[i].length, features));
            }
            for (int feature = 0; feature < features; feature++) {
                if (!Float.isFinite((float) rows[i][feature])) { // trees compare in float32
                    throw new UnusableInputException(CODE, "Feature %d of row %d is %s; detectors need finite numbers."
                            .formatted(feature, i, rows[i][feature]));
                }
            }
        }
    }

    static UnusableInputException tooFew(String sentence) {
        return new UnusableInputException("D-401", sentence);
    }
}
