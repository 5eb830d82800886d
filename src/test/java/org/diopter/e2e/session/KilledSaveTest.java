package org.diopter.e2e.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.diopter.app.session.SafeFile;
import org.diopter.app.session.SavedPrompts;
import org.diopter.app.session.SavedState;
import org.diopter.app.session.Session;
import org.diopter.app.session.SessionFile;
import org.diopter.app.session.ViewSettings;
import org.diopter.views.edits.LensUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it saves, at a random moment, a hundred times.
class KilledSaveTest {
    private static final int KILLS = 100;
    private static final long SEED = 42;
    private static final int LATEST_MILLIS = 25;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    private Session session(int characters) {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            prompt.append((char) ('a' + random.nextInt(26)));
        }
        Session.Facts facts = new Session.Facts("0", Instant.EPOCH, 8, null);
        return new Session(facts, Optional.empty(), new SavedState(prompt.toString(), LensUse.NONE, List.of()), new SavedPrompts(List.of(), 0), ViewSettings.STANDARD, List.of());
    }

    private Path bytes(String name, Session session) {
        Path file = folder.resolve(name);
        new SessionFile(file).save(session);
        return file;
    }

    /// The folder or jar of a class: a short class path lets the child begin at once.
    private static Path place(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void theSessionIsTheOldOrTheNewOneWheneverTheProgramIsKilled() throws IOException, InterruptedException, URISyntaxException {
        Session one = session(200_000);
        Session two = session(300_000);
        Path saved = folder.resolve("session.diopter");
        Path first = bytes("one", one);
        Path second = bytes("two", two);
        String classes = place(SavingLoop.class) + File.pathSeparator + place(SafeFile.class);
        int firsts = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", classes,
                            SavingLoop.class.getName(), saved.toString(), first.toString(), second.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertEquals('.', child.getInputStream().read(), "the child has begun");
            Thread.sleep(random.nextInt(LATEST_MILLIS));
            child.destroyForcibly().waitFor();
            SessionFile.Opened found = new SessionFile(saved).open();
            assertTrue(!found.backup() && found.lost().isEmpty(), "kill " + kill + ": the file itself is whole");
            assertTrue(found.session().equals(one) || found.session().equals(two), "kill " + kill);
            firsts += found.session().equals(one) ? 1 : 0;
        }
        assertTrue(firsts > 0 && firsts < KILLS, firsts + " of " + KILLS + " found the first session: the kills are not spread");
        assertTrue(Files.size(saved) > 0);
    }
}
