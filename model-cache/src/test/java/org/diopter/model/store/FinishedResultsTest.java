package org.diopter.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedResultsTest {
    private static final String KIND = "part";

    @TempDir
    Path root;

    private ArtefactStore store;

    @BeforeEach
    void anEarlierWorkHasFinishedAPart() {
        store = new ArtefactStore(root, 1000);
        FinishedResults.anew(store, KIND).keep("a", text("earlier"));
    }

    private static ArtefactStore.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void onlyWorkThatGoesOnFindsWhatAnEarlierOneHasFinished() {
        assertEquals(Optional.of("earlier"), FinishedResults.resuming(store, KIND).find("a", FinishedResultsTest::read));
        assertEquals(Optional.empty(), FinishedResults.anew(store, KIND).find("a", FinishedResultsTest::read));
    }

    @Test
    void workThatBeginsAnewFindsItsOwn() {
        FinishedResults work = FinishedResults.anew(store, KIND);
        work.keep("a", text("now"));
        assertEquals(Optional.of("now"), work.find("a", FinishedResultsTest::read));
    }

    @Test
    void whatCouldNotBeKeptIsNotTakenFromAnEarlierWork() {
        FinishedResults work = FinishedResults.anew(store, KIND);
        work.keep("a", _ -> {
            throw new IOException("No space left on device");
        });
        assertEquals(Optional.empty(), work.find("a", FinishedResultsTest::read));
    }

    @Test
    void whatAnotherProcessHasKeptIsFoundOnceItIsAdopted() {
        FinishedResults work = FinishedResults.anew(store, KIND);
        work.adopt("a");
        assertEquals(Optional.of("earlier"), work.find("a", FinishedResultsTest::read));
    }
}
