package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a training survives, and what a lens's file cannot do.
class TrainingProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    @Test
    void aKilledTrainingGoesOnWhereItWas() throws Exception {
        Program program = Program.in(folder);
        Process process = train(program, "20s");
        waitUntil(() -> !kept().isEmpty(), process);
        long began = System.nanoTime();
        String first = kept();
        waitUntil(() -> !kept().equals(first), process);
        process.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        assertFalse(Files.exists(lens()), "nothing is written before the end");
        Program.Ended ended = program.ended(train(program, "20s", "--resume"));
        double secondRun = (System.nanoTime() - killed) * 1e-9;
        assertEquals(0, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains("Going on from step "), ended.err());
        JsonNode curve = training().get("curve");
        double whole = curve.get(curve.size() - 1).get("seconds").asDouble();
        double lost = (killed - began) * 1e-9 - (whole - secondRun);
        assertTrue(lost <= 30, "lost at most %.1f s".formatted(lost));
        assertLensCanBeReadThrough(program);
    }

    /// One step of the published recipe would take hours here.
    @Test
    void aTrainingThatIsKilledInsideAStepGoesOnInsideIt() throws Exception {
        Program program = Program.in(folder);
        Process process = train(program, "40s", "--recipe", "paper");
        waitUntil(() -> !kept().isEmpty(), process);
        long began = System.nanoTime();
        String first = kept();
        waitUntil(() -> !kept().equals(first), process);
        process.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        Program.Ended ended = program.ended(train(program, "40s", "--recipe", "paper", "--resume"));
        double secondRun = (System.nanoTime() - killed) * 1e-9;
        assertEquals(0, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains("Going on from step 0."), ended.err());
        assertEquals("timed out", training().get("end").asString());
        double lost = (killed - began) * 1e-9 - (40 - secondRun);
        assertTrue(lost <= 30, "lost at most %.1f s".formatted(lost));
    }

    @Test
    void ctrlCKeepsTheBestSoFar() throws Exception {
        Interrupt.assumePossible();
        Program program = Program.in(folder);
        Process process = train(program, "100s");
        waitUntil(() -> said().contains("Train:"), process);
        Interrupt.send(process);
        Program.Ended ended = program.ended(process);
        assertEquals(130, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains("the best so far was written"), ended.err());
        assertEquals("stopped", training().get("end").asString());
        assertLensCanBeReadThrough(program);
    }

    @Test
    void aTrainingThatDivergesSaysWhereAndKeepsWhatWasGood() throws Exception {
        Program program = Program.in(folder);
        Program.Ended ended = program.ended(train(program, "100s", "--rate", "1e40"));
        assertEquals(4, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains("D-303: Training stopped at step 1: the loss of layer 3 "), ended.err());
        assertTrue(ended.err().contains("Step 0 was kept."), ended.err());
        assertEquals("diverged", training().get("end").asString());
        for (JsonNode layer : training().get("final")) {
            assertTrue(layer.get("kl").asDouble() <= layer.get("logitLensKl").asDouble(), layer.toString());
        }
        assertLensCanBeReadThrough(program);
    }

    @Test
    void aPickleThatWouldRunSomethingIsRefusedAndRunsNothing() throws Exception {
        Path sign = folder.resolve("it-ran");
        Files.createDirectories(lens());
        copyBundled("config.json");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(lens().resolve("params.pt")))) {
            byte[] pickle = "\u0080\u0002cposix\nsystem\n(S'touch %s'\ntR.".formatted(sign).getBytes(StandardCharsets.ISO_8859_1);
            zip.putNextEntry(stored("params/data.pkl", pickle));
            zip.write(pickle);
            zip.closeEntry();
        }
        Program.Ended ended = Program.in(folder).run("lens", "bundled", "--prompt", "Berlin", "--lens", lens().toString(), "--json", "-");
        assertRefused(ended);
        assertTrue(ended.err().contains("posix.system"), ended.err());
        assertFalse(Files.exists(sign), "it ran");
    }

    @Test
    void aTruncatedLensIsRefused() throws Exception {
        Files.createDirectories(lens());
        copyBundled("config.json");
        byte[] whole = bundled("params.pt");
        Files.write(lens().resolve("params.pt"), Arrays.copyOf(whole, whole.length - 1000));
        assertRefused(Program.in(folder).run("lens", "bundled", "--prompt", "Berlin", "--lens", lens().toString(), "--json", "-"));
    }

    /// An entry as PyTorch writes it, not compressed.
    private static ZipEntry stored(String name, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        return entry;
    }

    private static void assertRefused(Program.Ended ended) {
        assertEquals(3, ended.exitCode(), ended.err());
        assertEquals("", ended.out());
        assertTrue(ended.err().startsWith("D-"), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
    }

    private void assertLensCanBeReadThrough(Program program) throws IOException, InterruptedException {
        Program.Ended read = program.run("lens", "bundled", "--prompt", "Berlin", "--lens", lens().toString(), "--json", "-");
        assertEquals(0, read.exitCode(), read.err());
        assertEquals(training().at("/lens/sha256"), read.json().at("/study/lens/sha256"));
    }

    /// Layers 3 and 6 on the bundled model's own text.
    private Process train(Program program, String time, String... more) throws IOException {
        List<String> usual = List.of("train-lens", "bundled", "--out", lens().toString(), "--layers", "3,6", "--tokens", "100000000", "--time", time);
        return program.start(Stream.concat(usual.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private Path lens() {
        return folder.resolve("lens");
    }

    private JsonNode training() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(lens().resolve("training.json")));
    }

    /// What the program has told so far.
    private String said() {
        try {
            return Files.readString(folder.resolve("stderr"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The name of what the training was kept as last, which has the hash of its content; empty if it was not yet.
    private String kept() {
        return files(folder.resolve("home").resolve("lens-training").toFile())
                .flatMap(TrainingProcessTest::files)
                .filter(file -> !file.getName().endsWith(".tmp"))
                .max(Comparator.comparingLong(File::lastModified))
                .map(File::getName)
                .orElse("");
    }

    /// None of a folder that is not there.
    private static Stream<File> files(File folder) {
        return Stream.ofNullable(folder.listFiles()).flatMap(Arrays::stream);
    }

    private void waitUntil(BooleanSupplier done, Process process) throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError("the training did not come so far: " + Files.readString(folder.resolve("stderr")));
            }
            Thread.sleep(50);
        }
    }

    private void copyBundled(String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(lens().resolve(name))) {
            out.write(bundled(name));
        }
    }

    private static byte[] bundled(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TrainingProcessTest.class.getResourceAsStream("/org/diopter/bundled/almanac-8m/lens/" + name))) {
            return in.readAllBytes();
        }
    }
}
