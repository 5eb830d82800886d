package org.diopter.views.kit;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.diopter.views.figure.TokenLabel;

/// A token in the window's own text, written as figures write it: marks of spaces are faint.
public final class TokenText extends HBox {
    private static final double LONG = 140;

    public TokenText(TokenLabel token) {
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        setMinWidth(0);
        for (TokenLabel.Piece piece : token.pieces()) {
            Label part = Parts.label(piece.text(), "token");
            part.setMinWidth(piece.faint() ? USE_PREF_SIZE : 0);
            part.setOpacity(piece.faint() ? 0.5 : 1);
            getChildren().add(part);
        }
        setAccessibleText(token.text());
    }

    /// Shortened only where it is long: what stands beside it gives way first.
    public TokenText standing() {
        setMinWidth(USE_COMPUTED_SIZE);
        return this;
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.min(computePrefWidth(height), LONG);
    }
}
