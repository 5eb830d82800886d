package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @Test
    void aSwitchAndItsPropertyAreOneHoweverMuchIsCollected() {
        BooleanProperty property = new SimpleBooleanProperty(true);
        Segments<Boolean> segments = Fx.get(() -> new Segments<>(Object::toString, false, true));
        Fx.run(() -> Segments.join(segments, property));
        assertTrue(segments.value().get());
        System.gc();
        Fx.run(segments.button(false)::fire);
        assertFalse(property.get());
        Fx.run(() -> property.set(true));
        assertTrue(Fx.get(() -> segments.button(true).isSelected()));
    }

    /// What such a binding is to holds nothing of it: it ends with the next collection of garbage.
    @Test
    void nothingIsBoundToAPropertyAsAnObject() throws IOException {
        for (String sources : List.of("src/main/java", "../app/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                List<Path> bound = files.filter(file -> file.toString().endsWith(".java")).filter(SegmentsTest::binds).toList();
                assertEquals(List.of(), bound);
            }
        }
    }

    private static boolean binds(Path file) {
        try {
            return Files.readString(file).matches("(?s).*bindBidirectional\\([^;]*asObject\\(\\)\\).*");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
