package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class ToolRowTest {
    private final Region first = sized(100);
    private final Region second = sized(100);
    private final Region spring = Parts.spring();
    private final Region last = sized(60);

    @Test
    void aSpringTakesWhatIsLeftOfALine() {
        laidOut(500);
        assertEquals(List.of(0.0, 108.0, 440.0), List.of(first.getLayoutX(), second.getLayoutX(), last.getLayoutX()));
        assertEquals(first.getLayoutY(), last.getLayoutY());
    }

    @Test
    void whatFindsNoRoomGoesOntoALineOfItsOwn() {
        laidOut(230);
        assertTrue(last.getLayoutY() > second.getLayoutY(), "on the second line");
        assertEquals(170, last.getLayoutX(), "still at the right end");
        assertEquals(60, last.getWidth());
    }

    @Test
    void whatMayShrinkDoesSoBeforeALineBreaks() {
        second.setMinWidth(40);
        laidOut(240);
        assertEquals(first.getLayoutY(), last.getLayoutY());
        assertEquals(List.of(100.0, 60.0), List.of(first.getWidth(), last.getWidth()));
        assertTrue(second.getWidth() < 100 && second.getWidth() >= 40, "shrunk");
    }

    private void laidOut(double width) {
        ToolRow row = new ToolRow(first, second, spring, last);
        row.resize(width, row.prefHeight(width));
        row.layout();
    }

    private static Region sized(double width) {
        Region region = new Region();
        region.setPrefSize(width, 24);
        return region;
    }
}
