package org.diopter.app.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SessionFileTest {
    private static final Session SESSION = Sessions.of("The capital of France is");

    @TempDir
    Path folder;

    private SessionFile file() {
        return new SessionFile(folder.resolve("capitals.diopter"));
    }

    private Map<String, byte[]> parts() {
        file().save(SESSION);
        return SessionParts.read(file().path()).all();
    }

    private void write(Map<String, byte[]> parts) throws IOException {
        Files.deleteIfExists(new SafeFile(file().path()).backup());
        Files.write(file().path(), SessionParts.write(parts));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsSavedIsOpened() {
        file().save(SESSION);
        assertEquals(new SessionFile.Opened(SESSION, List.of(), false), file().open());
        assertEquals("capitals", file().name());
    }

    @Test
    void equalSessionsGiveEqualBytes() throws IOException {
        file().save(SESSION);
        byte[] first = Files.readAllBytes(file().path());
        file().save(Sessions.of("The capital of France is"));
        assertArrayEquals(first, Files.readAllBytes(file().path()));
    }

    @Test
    void theOneBeforeStaysAsBackup() throws IOException {
        file().save(SESSION);
        file().save(Sessions.of("another"));
        Files.writeString(file().path(), "not a zip at all");
        assertEquals(new SessionFile.Opened(SESSION, List.of(), true), file().open());
    }

    @Test
    void noTemporaryFileIsLeft() throws IOException {
        file().save(SESSION);
        file().save(SESSION);
        try (var files = Files.list(folder)) {
            assertEquals(List.of("capitals.diopter", "capitals.diopter.bak"), files.map(each -> String.valueOf(each.getFileName())).sorted().toList());
        }
    }

    @Test
    void aLinkStaysAndItsTargetIsWritten() throws IOException {
        Path target = Files.writeString(folder.resolve("elsewhere"), "");
        Files.createSymbolicLink(file().path(), target);
        file().save(SESSION);
        assertTrue(Files.isSymbolicLink(file().path()));
        assertEquals(SESSION, new SessionFile(target).open().session());
    }

    @ParameterizedTest
    @CsvSource({"session.json, when it was saved", "study.json, the model and its tokens", "state.json, edits that did not act", "view.json, the view settings",
        "snapshots.json, the snapshots"})
    void aDamagedPartIsLostAloneAndNamed(String part, String words) throws IOException {
        Map<String, byte[]> parts = parts();
        for (byte[] damage : List.of(bytes("{"), bytes("[1, 2"), bytes("{\"a\": 1}"), bytes("\"text\""), new byte[] {0, -1, 7}, new byte[0])) {
            Map<String, byte[]> damaged = new LinkedHashMap<>(parts);
            damaged.put(part, damage);
            write(damaged);
            SessionFile.Opened opened = file().open();
            assertEquals(List.of(words), opened.lost(), new String(damage, StandardCharsets.ISO_8859_1));
            assertEquals(!part.equals("study.json"), opened.session().study().isPresent());
            assertEquals("The capital of France is", opened.session().state().prompt());
        }
    }

    @Test
    void editsThatActAreFoundInTheStudyWhereTheStackIsLost() throws IOException {
        Map<String, byte[]> parts = parts();
        parts.put("state.json", bytes("{"));
        write(parts);
        List<String> edits = file().open().session().state().cards().stream().map(card -> card.edit()).toList();
        assertEquals(List.of("rank:block=3,matrix=mlp.down,rho=0.1", "cache:prompt=0 local:recent=64"), edits);
    }

    @Test
    void aDamagedSnapshotIsLostWithoutTheOthers() throws IOException {
        Map<String, byte[]> parts = parts();
        String snapshots = new String(parts.get("snapshots.json"), StandardCharsets.UTF_8).strip();
        parts.put("snapshots.json", bytes("[{\"name\": 3}, " + snapshots.substring(1)));
        write(parts);
        SessionFile.Opened opened = file().open();
        assertEquals(SESSION.snapshots(), opened.session().snapshots());
        assertEquals(List.of("a snapshot"), opened.lost());
    }

    @Test
    void aFileCutShortOpensAsFarAsItGoesOrIsRefused() throws IOException {
        file().save(SESSION);
        byte[] whole = Files.readAllBytes(file().path());
        int opened = 0;
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(file().path(), Arrays.copyOf(whole, length));
            try {
                SessionFile.Opened found = file().open();
                opened++;
                assertTrue(found.session().state().equals(SESSION.state()) || !found.lost().isEmpty(), "cut at " + length);
            } catch (UnusableInputException refused) {
                assertEquals("D-602", refused.code());
            }
        }
        assertTrue(opened > 5, opened + " lengths could be opened");
    }

    @Test
    void bytesThatAreOverwrittenNeverGiveAnythingButASessionOrARefusal() throws IOException {
        file().save(SESSION);
        byte[] whole = Files.readAllBytes(file().path());
        for (int at = 0; at < whole.length; at += 11) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0x5a;
            Files.write(file().path(), damaged);
            try {
                file().open();
            } catch (UnusableInputException refused) {
                assertEquals("D-602", refused.code());
            }
        }
    }

    @Test
    void aNewerProgramsFileIsRefusedAndItsBackupNotTakenInItsPlace() throws IOException {
        Map<String, byte[]> parts = parts();
        file().save(SESSION);
        parts.put("session.json", bytes("{\"format\": 7}"));
        Files.write(file().path(), SessionParts.write(parts));
        UnusableInputException refused = assertThrows(UnusableInputException.class, file()::open);
        assertEquals("D-602", refused.code());
        assertTrue(refused.sentence().contains("made by a newer Diopter (format 7; this one knows 1)"), refused.sentence());
    }

    @Test
    void olderPartsGoThroughEveryMigrationSinceTheirVersion() {
        UnaryOperator<Map<String, JsonNode>> first = parts -> added(parts, "2");
        UnaryOperator<Map<String, JsonNode>> second = parts -> added(parts, "3");
        Migrations migrations = new Migrations(List.of(first, second));
        assertEquals(3, migrations.newest());
        assertEquals(List.of("2", "3"), List.copyOf(migrations.migrate("a", 1, Map.of()).keySet()));
        assertEquals(List.of("3"), List.copyOf(migrations.migrate("a", 2, Map.of()).keySet()));
        assertEquals(List.of(), List.copyOf(migrations.migrate("a", 3, Map.of()).keySet()));
    }

    private static Map<String, JsonNode> added(Map<String, JsonNode> parts, String name) {
        Map<String, JsonNode> more = new LinkedHashMap<>(parts);
        more.put(name, tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());
        return more;
    }

    @Test
    void aBombIsRefusedBeforeItUnfolds() throws IOException {
        Map<String, byte[]> parts = parts();
        parts.put("state.json", new byte[Limits.PART_BYTES + 1]);
        write(parts);
        assertTrue(Files.size(file().path()) < 100_000, "it is small on disk");
        assertTrue(assertThrows(UnusableInputException.class, file()::open).sentence().contains("is no session"));
    }

    @Test
    void moreEntriesThanASessionHasAreRefused() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>(parts());
        for (int i = 0; i < 40; i++) {
            parts.put("../../more" + i, bytes("{}"));
        }
        write(parts);
        assertTrue(assertThrows(UnusableInputException.class, file()::open).sentence().contains("46 parts"));
    }

    @Test
    void namesThatLeadOutsideAreNothingToIt() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>(parts());
        parts.put("../escaped.json", bytes("{}"));
        write(parts);
        assertEquals(SESSION, file().open().session());
        assertFalse(Files.exists(folder.resolveSibling("escaped.json")));
    }

    @ParameterizedTest
    @CsvSource({"session.json, file, when it was saved", "study.json, source, the model and its tokens", "state.json, source, edits that did not act"})
    void aPathThatIsNoneIsDamage(String part, String field, String words) throws IOException {
        Map<String, byte[]> parts = parts();
        String whole = new String(parts.get(part), StandardCharsets.UTF_8);
        String wrong = whole.replaceFirst("(?s)(.*)\"" + field + "\" : (null|\"[^\"]*\")", "$1\"" + field + "\" : \"a\\\\u0000b\"");
        assertNotEquals(whole, wrong);
        parts.put(part, bytes(wrong));
        write(parts);
        assertEquals(List.of(words), file().open().lost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stride\" : 0", "\"stride\" : 100000", "\"stride\" : -1", "\"layer\" : -7", "\"stride\" : \"x\""})
    void aNumberOutsideItsRangeIsDamage(String wrong) throws IOException {
        Map<String, byte[]> parts = parts();
        String view = new String(parts.get("view.json"), StandardCharsets.UTF_8);
        String name = wrong.substring(0, wrong.indexOf(" :"));
        parts.put("view.json", bytes(view.replaceFirst(name + " : \\d+", wrong)));
        write(parts);
        assertEquals(List.of("the view settings"), file().open().lost());
    }

    @Test
    void depthIsLimited() throws IOException {
        Map<String, byte[]> parts = parts();
        parts.put("view.json", bytes("[".repeat(100_000)));
        write(parts);
        assertEquals(List.of("the view settings"), file().open().lost());
    }

    @Test
    void aReadOnlyFolderIsSaidAndTheOldFileStays() {
        file().save(SESSION);
        assumeFalse(Files.isWritable(Path.of("/")) && System.getProperty("user.name").equals("root"), "root may write everywhere");
        assertTrue(folder.toFile().setWritable(false));
        try {
            UnusableInputException refused = assertThrows(UnusableInputException.class, () -> file().save(Sessions.of("other")));
            assertEquals("D-501", refused.code());
            assertEquals(SESSION, file().open().session());
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
    }

    @Test
    void whereAFileIsInTheFoldersPlaceItIsSaid() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "");
        UnusableInputException refused = assertThrows(UnusableInputException.class, () -> new SessionFile(inTheWay.resolve("a.diopter")).save(SESSION));
        assertEquals("D-501", refused.code());
        assertTrue(refused.sentence().contains("could not be written"), refused.sentence());
    }

    @Test
    void selectionAndTheViewInFrontAreNoWork() {
        Session other = new Session(SESSION.facts(), SESSION.study(), SESSION.state(), SESSION.prompts(), new ViewSettings("rank", "BOTH", ViewSettings.TOKEN, 302, "viridis", "0.1:0.9",
                "bits", true, 2, false, true, List.of(302, 692), 0, 0, 0, 0), SESSION.snapshots());
        assertTrue(SESSION.isSameWorkAs(other));
        assertFalse(SESSION.isSameWorkAs(Sessions.of("another")));
    }
}
