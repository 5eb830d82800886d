package org.diopter.views.kit;

import java.nio.file.Path;
import org.diopter.views.testing.TextKeys;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void everyTextThatIsAskedForIsThereAndEveryOneThatIsThereIsAskedFor() {
        TextKeys.check(Path.of("src/main/java/org/diopter/views"), Path.of("src/main/resources/org/diopter/views"));
    }
}
