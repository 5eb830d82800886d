package org.diopter.model.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.FakeHub;
import org.diopter.model.testing.FakeHub.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HubTest {
    private static final String WEIGHTS = "model.safetensors";
    /// The bytes of config.json, tokenizer.json and README.md.
    private static final int SMALL = 23 + 2 + 21;
    private static final HubRepository REPOSITORY = HubRepository.model("org/name");

    private final byte[] weights = random(3_000_000);
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    Path folder;

    private FakeHub server;

    @BeforeEach
    void start() {
        server = new FakeHub("org/name")
                .file("config.json", "{\"model_type\": \"llama\"}")
                .file("tokenizer.json", "{}")
                .file("README.md", "---\nlicense: mit\n---\n")
                .file(WEIGHTS, weights)
                .file("pytorch_model.bin", "a pickle")
                .file("onnx/model.onnx", "a graph");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aModelIsFoundInTheCacheOnceItIsThere() throws IOException {
        Path snapshot = pull();

        assertEquals(Optional.of(snapshot), new HubCache(folder).snapshot("org/name"));
        assertArrayEquals(weights, Files.readAllBytes(snapshot.resolve(WEIGHTS)));
        assertEquals(List.of("README.md", "config.json", WEIGHTS, "tokenizer.json"), names(snapshot));
        assertEquals(FakeHub.COMMIT, Files.readString(folder.resolve("models--org--name/refs/main")));
    }

    @Test
    void theCacheHasTheLayoutOfHuggingFaces() throws IOException {
        Path snapshot = pull();

        Path blob = folder.resolve("models--org--name/blobs").resolve(FakeHub.hash(WEIGHTS, weights));
        assertEquals(folder.resolve("models--org--name/snapshots").resolve(FakeHub.COMMIT), snapshot);
        assertEquals(Path.of("../../blobs").resolve(blob.getFileName()), Files.readSymbolicLink(snapshot.resolve(WEIGHTS)));
        assertTrue(Files.isSameFile(blob, snapshot.resolve(WEIGHTS)));
    }

    @Test
    void thePlanTellsFilesAndBytesAndWritesNothing() throws IOException {
        PullPlan plan = plan();

        assertEquals(4, plan.files().size());
        assertEquals(plan.bytes(), plan.missing());
        assertEquals(weights.length + SMALL, plan.bytes());
        assertEquals(List.of(), names(folder));
        assertEquals(1, server.asked().size());
    }

    @Test
    void whatIsThereIsNotDownloadedAgain() throws IOException {
        Path snapshot = pull();
        int asked = server.asked().size();

        assertEquals(0, plan().missing());
        assertEquals(snapshot, pull());
        assertEquals(asked + 2, server.asked().size(), "the two plans only");
    }

    @Test
    void whereThereAreNoLinksFilesAreCopied() throws IOException {
        SnapshotFolder.Links none = (_, _) -> {
            throw new UnsupportedOperationException();
        };
        Path snapshot = pull(new Hub(access(Optional.empty()), circumstances(none, _ -> Long.MAX_VALUE)));

        assertFalse(Files.isSymbolicLink(snapshot.resolve(WEIGHTS)));
        assertArrayEquals(weights, Files.readAllBytes(snapshot.resolve(WEIGHTS)));
    }

    @Test
    void aDroppedConnectionGoesOnFromItsLastByte() throws IOException {
        server.fault(WEIGHTS, Fault.dropAfter(1_000_000), Fault.dropAfter(500_000));

        assertArrayEquals(weights, Files.readAllBytes(pull().resolve(WEIGHTS)));
        List<Optional<String>> ranges = server.asked(WEIGHTS).stream().filter(FakeHub.Asked::large).map(FakeHub.Asked::range).toList();
        assertEquals(3, ranges.size());
        assertEquals(Optional.empty(), ranges.getFirst());
        assertTrue(from(ranges.get(1)) > 0 && from(ranges.get(1)) <= 1_000_000, ranges.toString());
        assertTrue(from(ranges.get(2)) > from(ranges.get(1)), ranges.toString());
    }

    @Test
    void aLaterPullGoesOnWhereAnEarlierEnded() throws IOException {
        server.fault(WEIGHTS, Fault.dropAfter(1_000_000), Fault.dropAfter(0), Fault.dropAfter(0), Fault.dropAfter(0), Fault.dropAfter(0));
        assertEquals("D-704", refusal().code());
        assertEquals(Optional.empty(), new HubCache(folder).snapshot("org/name"), "an interrupted download is no model");

        PullPlan rest = plan();
        assertTrue(rest.missing() < rest.bytes(), rest::toString);
        assertArrayEquals(weights, Files.readAllBytes(pull().resolve(WEIGHTS)));
    }

    @Test
    void aServerWithoutRangesSendsTheWholeFileAgain() throws IOException {
        server.fault(WEIGHTS, Fault.dropAfter(1_000_000), Fault.withoutRanges());

        assertArrayEquals(weights, Files.readAllBytes(pull().resolve(WEIGHTS)));
    }

    @Test
    void aDamagedBeginningIsNoticedAndDownloadedAnew() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("models--org--name/blobs"));
        Files.write(blobs.resolve(FakeHub.hash(WEIGHTS, weights) + ".incomplete"), new byte[1000]);

        assertArrayEquals(weights, Files.readAllBytes(pull().resolve(WEIGHTS)));
    }

    @Test
    void bytesWithAnotherHashAreRefused() {
        server.fault(WEIGHTS, Fault.damaged(), Fault.damaged());

        assertEquals("D-705", refusal().code());
        assertEquals(Optional.empty(), new HubCache(folder).snapshot("org/name"));
    }

    @Test
    void aSmallFilesGitHashIsCheckedToo() {
        server.fault("config.json", Fault.damaged(), Fault.damaged());

        assertEquals("D-705", refusal().code());
    }

    @Test
    void aWrongLengthIsRefused() {
        server.fault(WEIGHTS, Fault.ofLength(2_000_000));
        assertTrue(refusal().sentence().contains("2000000"));
        server.fault(WEIGHTS, Fault.ofLength(4_000_000));
        assertEquals("D-705", refusal().code());
        server.fault(WEIGHTS, Fault.endless());
        assertEquals("D-705", refusal().code());
    }

    @Test
    void theTokenGoesToTheHubAndToNobodyElse() {
        server.gated("hf_secret");
        pull(new Hub(access(Optional.of("hf_secret")), circumstances()));

        assertTrue(server.asked().stream().anyMatch(FakeHub.Asked::large), "the weights came from elsewhere");
        for (FakeHub.Asked request : server.asked()) {
            assertEquals(request.large() ? Optional.empty() : Optional.of("Bearer hf_secret"), request.authorization(), request.path());
        }
    }

    @Test
    void aGatedModelSaysWhatToDo() {
        server.gated("hf_secret");
        UnusableInputException refusal = refusal();

        assertEquals("D-702", refusal.code());
        assertTrue(refusal.sentence().contains("HF_TOKEN"), refusal::sentence);
        assertTrue(refusal.sentence().contains(server.endpoint() + "/org/name"), refusal::sentence);
    }

    @Test
    void aWrongTokenIsGatedToo() {
        server.fault("api", Fault.status(403, Map.of()));

        assertEquals("D-702", refusal().code());
    }

    @Test
    void whatIsNotThereIsSaid() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class,
                () -> hub().plan(HubRepository.model("org/other"), Hub.MAIN, FileChoice.USUAL, Progress.NONE));
        assertEquals("D-701", refusal.code());
        assertTrue(refusal.sentence().contains("org/other"), refusal::sentence);
        server.fault("api", Fault.status(404, Map.of("X-Error-Code", "RevisionNotFound")));
        assertTrue(refusal().sentence().contains("revision"));
    }

    @Test
    void aBusyHubIsAskedAgainAfterTheTimeItNames() throws IOException {
        server.fault("api", Fault.status(429, Map.of("Retry-After", "7")), Fault.status(503, Map.of()));

        pull();
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(1)), pauses);
    }

    @Test
    void aHubThatStaysBusyIsGivenUp() {
        Fault busy = Fault.status(429, Map.of());
        server.fault("api", busy, busy, busy, busy, busy);

        assertEquals("D-703", refusal().code());
        assertEquals(List.of(500L, 1000L, 2000L, 4000L), pauses.stream().map(Duration::toMillis).toList());
        server.fault("api", Fault.status(429, Map.of("Retry-After", "86400")));
        assertTrue(refusal().sentence().contains("1440 min"));
    }

    @Test
    void aSilentConnectionIsDroppedAndTakenUpAgain() throws IOException {
        server.fault(WEIGHTS, Fault.stallAfter(1_000_000));

        assertArrayEquals(weights, Files.readAllBytes(pull().resolve(WEIGHTS)));
    }

    @Test
    void cancelStopsWithinASecondAndKeepsWhatArrived() {
        server.fault(WEIGHTS, Fault.stallAfter(1_000_000));
        PullPlan plan = plan();
        long[] cancelled = {0};
        Progress impatient = new Progress() {
            @Override
            public void stage(String name, int number, int of) {}

            @Override
            public void items(long done, long total) {
                if (done > 500_000 && cancelled[0] == 0) {
                    cancelled[0] = System.nanoTime();
                }
            }

            @Override
            public boolean cancelled() {
                return cancelled[0] != 0;
            }
        };

        assertThrows(CancelledException.class, () -> new Hub(access(Optional.empty()), patient()).fetch(plan, impatient));
        assertTrue(System.nanoTime() - cancelled[0] < 1_000_000_000L);
        assertTrue(plan().missing() < plan.missing());
    }

    @Test
    void progressCountsAllBytes() {
        List<Long> seen = new ArrayList<>();
        Progress watcher = new Progress() {
            @Override
            public void stage(String name, int number, int of) {}

            @Override
            public void items(long done, long total) {
                throw new AssertionError("bytes, not items");
            }

            @Override
            public void bytes(long done, long total) {
                assertEquals(weights.length + SMALL, total);
                seen.add(done);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        hub().fetch(plan(), watcher);

        assertEquals((long) weights.length + SMALL, seen.getLast());
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void namesThatLeadOutOfTheFolderAreRefusedBeforeAnythingIsWritten() throws IOException {
        for (String hostile : List.of("../evil.safetensors", "/etc/x.safetensors", "a/../../x", "a//b", "..", "C:x", "a\\\\..\\\\b", "x\\u0000y", "x\\u001b[31m", ".")) {
            server.listing("{\"sha\":\"%s\",\"siblings\":[%s]}".formatted(FakeHub.COMMIT, FakeHub.sibling(hostile, new byte[4])));

            assertEquals("D-706", refusal().code(), hostile);
        }
        assertEquals(List.of(), names(folder));
    }

    @Test
    void aListingThatIsNoneIsRefused() {
        String file = FakeHub.sibling("config.json", new byte[4]);
        for (String strange : List.of(
                "", "[]", "{}", "<html>", "{\"sha\":\"main\",\"siblings\":[]}", "{\"sha\":\"../../../../x\",\"siblings\":[]}",
                "{\"sha\":\"%s\",\"siblings\":[{\"rfilename\":\"a\"}]}".formatted(FakeHub.COMMIT),
                "{\"sha\":\"%s\",\"siblings\":[%s]}".formatted(FakeHub.COMMIT, file.replace("\"size\":4", "\"size\":-4")),
                "{\"sha\":\"%s\",\"siblings\":[{\"rfilename\":\"a\",\"size\":4,\"blobId\":\"../../x\"}]}".formatted(FakeHub.COMMIT))) {
            server.listing(strange);

            assertEquals("D-706", refusal().code(), strange);
        }
    }

    @Test
    void picklesAreRefusedWithAReason() {
        server.close();
        server = new FakeHub("org/name").file("config.json", "{}").file("pytorch_model.bin", "a pickle");

        assertTrue(refusal().sentence().contains("pytorch_model.bin"));
        UnusableInputException asked = assertThrows(UnusableInputException.class,
                () -> hub().plan(REPOSITORY, Hub.MAIN, new FileChoice(List.of("*.bin")), Progress.NONE));
        assertTrue(asked.sentence().contains("run code"), asked::sentence);
    }

    @Test
    void aRepositoryOfGgufFilesAsksWhich() {
        server.close();
        server = new FakeHub("org/name").file("q4.gguf", "x").file("q8.gguf", "y");

        assertTrue(refusal().sentence().contains("q4.gguf, q8.gguf"));
        PullPlan one = hub().plan(REPOSITORY, Hub.MAIN, new FileChoice(List.of("q4*")), Progress.NONE);
        assertEquals(List.of("q4.gguf"), one.files().stream().map(item -> item.file().path()).toList());
    }

    @Test
    void aLensComesOutOfASpace() throws IOException {
        server.close();
        server = new FakeHub("org/name").file("app.py", "x").file("lens/gpt2/config.json", "{}").file("lens/gpt2/params.pt", "weights");
        HubRepository space = new HubRepository(HubRepository.Type.SPACE, "org/name");

        UnusableInputException which = assertThrows(
                UnusableInputException.class, () -> hub().plan(space, Hub.MAIN, FileChoice.USUAL, Progress.NONE));
        assertTrue(which.sentence().contains("lens/gpt2/*"), which::sentence);
        try (Hub hub = hub()) {
            Path snapshot = hub.fetch(hub.plan(space, Hub.MAIN, new FileChoice(List.of("lens/gpt2/*")), Progress.NONE), Progress.NONE);
            assertEquals("weights", Files.readString(snapshot.resolve("lens/gpt2/params.pt")));
            assertEquals(Optional.of(snapshot), new HubCache(folder).snapshot(space));
        }
    }

    @Test
    void aFullDiskIsSaidBeforeTheDownload() {
        Hub full = new Hub(access(Optional.empty()), circumstances(SnapshotFolder.Links.symbolic(), _ -> 1_000_000));
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> pull(full));

        assertEquals("D-707", refusal.code());
        assertTrue(refusal.sentence().contains("3 MB") && refusal.sentence().contains("1 MB"), refusal::sentence);
        assertEquals(1, server.asked().size());
    }

    @Test
    void aCacheThatCannotBeWrittenIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("models--org--name"));
        Files.writeString(folder.resolve("models--org--name/blobs"), "in the way");

        assertEquals("D-707", refusal().code());
    }

    @Test
    void twoDownloadsOfOneFileDoNotMix() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("models--org--name/blobs"));
        Path incomplete = blobs.resolve(FakeHub.hash("tokenizer.json", "{}".getBytes()) + ".incomplete");
        try (var channel = java.nio.channels.FileChannel.open(incomplete, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertTrue(refusal().sentence().contains("already"));
        }
    }

    @Test
    void nobodyAtTheAddressIsSaid() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        HubAccess access = new HubAccess(URI.create("http://127.0.0.1:" + nobody), Optional.empty(), new HubCache(folder));
        try (Hub hub = new Hub(access, circumstances())) {
            UnusableInputException refusal = assertThrows(
                    UnusableInputException.class, () -> hub.plan(REPOSITORY, Hub.MAIN, FileChoice.USUAL, Progress.NONE));
            assertEquals("D-704", refusal.code());
        }
    }

    @Test
    void withoutANameServerItIsGivenUpAtOnce() {
        HubAccess access = new HubAccess(URI.create("http://hub.invalid"), Optional.empty(), new HubCache(folder));
        try (Hub hub = new Hub(access, circumstances())) {
            UnusableInputException refusal = assertThrows(
                    UnusableInputException.class, () -> hub.plan(REPOSITORY, Hub.MAIN, FileChoice.USUAL, Progress.NONE));
            assertTrue(refusal.sentence().contains("offline"), refusal::sentence);
            assertEquals(List.of(), pauses);
        }
    }

    @Test
    void idsAndRevisionsThatLeadElsewhereAreRefused() {
        for (String id : List.of("", "..", "../x", "a/../b", "a/b/c", "a b", "/a", "a--b/c", "x?y", "a/b#c")) {
            assertThrows(UnusableInputException.class, () -> HubRepository.model(id), id);
        }
        for (String revision : List.of("", "..", "a/../b", "/a", "a?b", "a b", "-x")) {
            assertThrows(UnusableInputException.class, () -> hub().plan(REPOSITORY, revision, FileChoice.USUAL, Progress.NONE), revision);
        }
        assertEquals(List.of(), server.asked());
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        return content;
    }

    private static long from(Optional<String> range) {
        return Long.parseLong(range.orElseThrow().replaceAll("[^0-9]", ""));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private HubAccess access(Optional<String> token) {
        return new HubAccess(server.endpoint(), token, new HubCache(folder));
    }

    private Hub.Circumstances circumstances() {
        return circumstances(SnapshotFolder.Links.symbolic(), _ -> Long.MAX_VALUE);
    }

    private Hub.Circumstances circumstances(SnapshotFolder.Links links, Hub.Space space) {
        return new Hub.Circumstances(new Retry((time, _) -> pauses.add(time)), Duration.ofMillis(300), links, space);
    }

    /// A silent connection does not count as dead.
    private Hub.Circumstances patient() {
        return new Hub.Circumstances(new Retry((time, _) -> pauses.add(time)), Duration.ofMinutes(1), SnapshotFolder.Links.symbolic(), _ -> Long.MAX_VALUE);
    }

    private Hub hub() {
        return new Hub(access(Optional.empty()), circumstances());
    }

    private PullPlan plan() {
        try (Hub hub = hub()) {
            return hub.plan(REPOSITORY, Hub.MAIN, FileChoice.USUAL, Progress.NONE);
        }
    }

    private Path pull() {
        return pull(hub());
    }

    private static Path pull(Hub hub) {
        try (hub) {
            return hub.fetch(hub.plan(REPOSITORY, Hub.MAIN, FileChoice.USUAL, Progress.NONE), Progress.NONE);
        }
    }

    private UnusableInputException refusal() {
        return assertThrows(UnusableInputException.class, this::pull);
    }
}
