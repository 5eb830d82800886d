package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TokenCurvesFigureTest {
    private static final TokenCurvesFigure PLAIN = Examples.curves(Palette.LIGHT, 940, 334);

    private static TokenCurvesFigure edited(CausalCone.Place place) {
        return new TokenCurvesFigure(PLAIN.trajectory(), PLAIN.position(), PLAIN.vocabulary(), PLAIN.pins(), PLAIN.panels(), OptionalInt.empty(),
                Optional.of(new LensPair("A baseline", PLAIN.trajectory(), Optional.empty())), new CausalCone(List.of(place)), PLAIN.sheet(), PLAIN.provenance());
    }

    private static Color ground(TokenCurvesFigure figure, double layer) {
        Box chart = figure.layout().rank().orElseThrow();
        double pitch = figure.layout().x(chart, 1) - chart.x();
        return new Color(PixelPicture.of(figure, 1).image().getRGB((int) (chart.x() + layer * pitch), (int) chart.bottom() - 3));
    }

    @Test
    void theLayersThatEditsCanChangeAreShaded() {
        TokenCurvesFigure figure = edited(new CausalCone.Place(5, 8));
        assertEquals(OptionalInt.of(5), figure.coneFrom());
        assertEquals(Palette.LIGHT.editBackground(), ground(figure, 5.5));
        assertEquals(Palette.LIGHT.panel(), ground(figure, 4.5));
        assertTrue(figure.caption().endsWith("; dashed: A baseline; shaded: inside the causal cone."), figure.caption());
    }

    @Test
    void nothingIsShadedWhereEditsChangeNothing() {
        TokenCurvesFigure later = edited(new CausalCone.Place(5, 13));
        assertEquals(OptionalInt.empty(), later.coneFrom());
        assertEquals(Palette.LIGHT.panel(), ground(later, 5.5));
        assertFalse(PLAIN.caption().contains("shaded"), PLAIN.caption());
    }

    @Test
    void theEndsOfDashedCurvesHaveRoomForTheirNumbers() {
        TokenCurvesFigure figure = edited(new CausalCone.Place(5, 8));
        assertTrue(figure.layout().probability().orElseThrow().right() < PLAIN.layout().probability().orElseThrow().right() - 20);
    }
}
