package org.diopter.views.edits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.diopter.engine.LensChoice;
import org.diopter.engine.ModelId;
import org.diopter.engine.Study;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private final Snapshots snapshots = new Snapshots();

    private static Snapshot named(String name) {
        Study study = new Study(new ModelId("almanac", Path.of("almanac"), "ab"), TokenSequence.of(0, 1), new LensChoice.Logit());
        return new Snapshot(name, Instant.EPOCH, study, StudyState.NONE);
    }

    @Test
    void aNameThatIsTakenGetsANumber() {
        snapshots.add(named("rank 51"));
        snapshots.add(named("rank 51"));
        snapshots.add(named("rank 51"));
        assertEquals(List.of("rank 51", "rank 51 2", "rank 51 3"), snapshots.all().stream().map(Snapshot::name).toList());
    }

    @Test
    void oneIsForgottenAndTheOthersStay() {
        Snapshot first = snapshots.add(named("one"));
        Snapshot second = snapshots.add(named("two"));
        snapshots.remove(first);
        assertEquals(List.of(second), snapshots.all());
    }
}
