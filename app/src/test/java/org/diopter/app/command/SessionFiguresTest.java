package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.diopter.app.session.SavedLens;
import org.diopter.app.session.SavedPrompts;
import org.diopter.app.session.SavedState;
import org.diopter.app.session.SavedStudy;
import org.diopter.app.session.Session;
import org.diopter.app.session.SessionFile;
import org.diopter.app.session.ViewSettings;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.LensUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SessionFiguresTest {
    private static final String PROMPT = "The capital of France is";
    private static final String EDIT = "rank:block=3,matrix=mlp.down,rho=0.1";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    /// The study is the one that `diopter lens` writes, so both are one format.
    private Path session(String sha256) {
        JsonNode study = Called.with(home, "lens", "bundled", "--prompt", PROMPT, "--edit", EDIT, "--json", "-").json().get("study");
        SavedStudy saved = Json.MAPPER.treeToValue(study, SavedStudy.class);
        if (!sha256.isEmpty()) {
            saved = new SavedStudy("lens", new SavedStudy.Model("bundled", "almanac-8m", sha256), saved.input(), saved.lens(), saved.edits(), List.of(), 10, List.of(),
                    "nats", saved.engine());
        }
        SavedState state = new SavedState(PROMPT, LensUse.NONE, List.of(new CardText(EDIT, false, false)));
        SessionFile file = new SessionFile(folder.resolve("capitals.diopter"));
        file.save(new Session(new Session.Facts("0", Instant.EPOCH, 8, null), Optional.of(saved), state, new SavedPrompts(List.of(), 0), ViewSettings.STANDARD, List.of()));
        return file.path();
    }

    private Called write(Path session, Path out, String... more) {
        String[] args = new String[more.length + 5];
        System.arraycopy(new String[] {"figure", session.toString(), "--out", out.toString(), "--reproducible"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Called.with(home, args);
    }

    @Test
    void everyFigureOfASessionIsWrittenTwiceWithEqualBytes() throws IOException {
        Path session = session("");
        Called first = write(session, folder.resolve("one"));
        assertEquals(0, first.exitCode(), first.err());
        assertEquals(0, write(session, folder.resolve("two")).exitCode());
        for (String name : List.of("trajectory", "difference", "token-curves", "attention", "spectrum-1")) {
            Path one = folder.resolve("one").resolve(name + ".svg");
            assertTrue(Files.readString(one).startsWith("<?xml"), name);
            assertEquals(-1, Files.mismatch(one, folder.resolve("two").resolve(name + ".svg")), name);
        }
        assertEquals(5, first.out().lines().count(), first.out());
        assertTrue(Files.readString(folder.resolve("one").resolve("trajectory.svg")).contains("0,302,692,266,1031,275"), "the study's tokens");
    }

    @Test
    void picturesThatAreThereAreReplacedByForceOnly() throws IOException {
        Path session = session("");
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("trajectory.png"), "mine");
        Called refused = write(session, out, "--format", "png", "--dpi", "72");
        assertEquals(3, refused.exitCode());
        assertTrue(refused.err().contains("D-501"), refused.err());
        assertEquals(0, write(session, out, "--format", "png", "--dpi", "72", "--force").exitCode());
    }

    @Test
    void anotherModelThanTheSessionsIsRefused() {
        Called refused = write(session("00"), folder.resolve("out"));
        assertEquals(3, refused.exitCode());
        assertTrue(refused.err().contains("D-601"), refused.err());
    }

    @Test
    void aStudyOfASessionIsOneOfTheCommandLine() {
        SavedStudy study = new SessionFile(session("")).open().session().study().orElseThrow();
        RecordedStudy recorded = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(study), RecordedStudy.class);
        assertTrue(recorded instanceof LensStudy lens && lens.edits().stack().equals(List.of(EDIT)) && lens.lens().isLogit());
        SavedLens lens = study.lens();
        assertTrue(lens.isLogit());
    }

    @Test
    void theStudyOfASessionIsRun() {
        JsonNode direct = Called.with(home, "lens", "bundled", "--prompt", PROMPT, "--edit", EDIT, "--json", "-").json();
        Called run = Called.with(home, "run", session("").toString(), "--json", "-");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(direct.get("layers"), run.json().get("layers"));
        assertEquals(EDIT, run.json().at("/study/edits/stack/0").asString());
    }

    @Test
    void aSessionThatIsNotThereIsRefusedByRun() {
        Called refused = Called.with(home, "run", folder.resolve("none.diopter").toString(), "--json", "-");
        assertEquals(3, refused.exitCode());
        assertTrue(refused.err().contains("D-602"), refused.err());
    }

    @Test
    void withoutAFolderOrWithAnUnknownFormatItIsWrongUsage() {
        assertEquals(2, Called.with(home, "figure", "a.diopter").exitCode());
        assertEquals(2, Called.with(home, "figure", "a.diopter", "--out", folder.toString(), "--format", "gif").exitCode());
        assertEquals(3, Called.with(home, "figure", folder.resolve("none.diopter").toString(), "--out", folder.toString()).exitCode());
    }
}
