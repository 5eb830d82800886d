package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.diopter.app.log.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Input that cannot be used ends with exit code 3 and one sentence on standard error, with file and number; nothing else is written.
class UnusableInputTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @Test
    void anEmptyPrompt() {
        assertRefused("D-201", "The prompt is empty", "lens", "bundled", "--prompt", "");
    }

    @Test
    void aPromptOverTheContext() {
        assertRefused("D-201", "1,?025 tokens; the model takes 1,?024", "lens", "bundled", "--token-ids", "5,".repeat(1024) + "5");
    }

    @Test
    void anIdOutsideTheVocabulary() {
        assertRefused("D-201", "Token id 8192 at position 1.*8191", "lens", "bundled", "--token-ids", "5,8192");
    }

    @Test
    void aNegativeId() {
        assertRefused("D-201", "Token id -1 at position 0", "lens", "bundled", "--token-ids=-1,5");
    }

    @Test
    void aLayerThatIsNotThere() {
        assertRefused("D-205", "no layer 9.*8", "lens", "bundled", "--prompt", "a", "--layers", "0,9");
    }

    @Test
    void aTrackedIdThatIsNotThere() {
        assertRefused("D-207", "no token 8192.*8191", "lens", "bundled", "--prompt", "a", "--track", "8192");
    }

    @Test
    void aLensThatIsNotThere() {
        assertRefused("D-301", "no lens ‘tuned’.*Name logit", "lens", "bundled", "--prompt", "a", "--lens", "tuned");
    }

    @Test
    void aModelThatIsNotThere() {
        assertRefused("D-101", "No model ‘nobody/nothing’ found", "lens", "nobody/nothing", "--prompt", "a");
    }

    @Test
    void aFolderWithoutWeights() throws IOException {
        Files.copy(Path.of(Called.family("llama"), "config.json"), folder.resolve("config.json"));
        assertRefused("D-101", "model.safetensors is missing", "lens", folder.toString(), "--token-ids", "1");
    }

    @Test
    void anUnknownFamily() throws IOException {
        copyModel("llama");
        replaceInConfig("\"model_type\": \"llama\"", "\"model_type\": \"quokka\"");
        assertRefused("D-102", "‘quokka’|'quokka'", "lens", folder.toString(), "--token-ids", "1");
    }

    @Test
    void aConfigurationThatDoesNotFitItsWeights() throws IOException {
        copyModel("llama");
        replaceInConfig("\"vocab_size\": 112", "\"vocab_size\": 113");
        assertRefused("D-102", "vocab_size 113.*112", "lens", folder.toString(), "--token-ids", "1");
    }

    @Test
    void aFileCutShort() throws IOException {
        copyModel("llama");
        byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(whole, whole.length - 100));
        assertRefused("D-103", "incomplete.*" + (whole.length - 100), "lens", folder.toString(), "--token-ids", "1");
    }

    @Test
    void aTextWithoutATokenizer() {
        assertRefused("D-106", "No tokenizer.json beside the model", "lens", Called.family("llama"), "--prompt", "a");
    }

    @Test
    void aTrackedTextWithoutATokenizer() {
        assertRefused("D-106", "no tokenizer.*id", "lens", Called.family("llama"), "--token-ids", "1", "--track", "a");
    }

    @Test
    void aTokenizerCutShortLeavesTokenIds() throws IOException {
        copyModel("llama");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"vocab\": {\"a\": 1");
        assertRefused(
                "D-106", "tokenizer.json is not valid JSON \\(ends at character 27\\).*--token-ids", "lens", folder.toString(), "--prompt", "a");
        assertEquals(0, Called.with(home, "lens", folder.toString(), "--token-ids", "1,2").exitCode());
    }

    @Test
    void aPromptFileThatIsNoUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin.txt"), "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("D-206", "latin.txt is no UTF-8: byte 3, 0xE9", "lens", "bundled", "--prompt-file", file.toString());
    }

    @Test
    void aPromptFileThatIsNotThere() {
        Path file = folder.resolve("absent.txt");
        assertRefused("D-206", "absent.txt cannot be read: it does not exist", "lens", "bundled", "--prompt-file", file.toString());
    }

    @Test
    void anEmptyPromptFile() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.txt"), "\n");
        assertRefused("D-201", "The prompt is empty", "lens", "bundled", "--prompt-file", file.toString());
    }

    @Test
    void aFileOfSeveralSequences() throws IOException {
        Path file = Files.writeString(folder.resolve("ids.txt"), "1,2\n3,4\n");
        assertRefused("D-206", "ids.txt has 2 lines", "lens", "bundled", "--token-ids-file", file.toString());
    }

    @Test
    void aFileOfIdsWithAWordInIt() throws IOException {
        Path file = Files.writeString(folder.resolve("ids.txt"), "1,2,three\n");
        assertRefused("D-206", "‘three’, number 3 of the line", "lens", "bundled", "--token-ids-file", file.toString());
    }

    @Test
    void aResultFileWhoseFolderIsNotThere() {
        Path file = folder.resolve("absent").resolve("o.json");
        assertRefused("D-501", "o.json’ could not be written: the folder ‘.*absent’ does not exist", "lens", "bundled", "--prompt", "a", "--json",
                file.toString());
    }

    @Test
    void aDumpFileThatIsAFolder() {
        assertRefused("D-501", "it is a folder", "lens", "bundled", "--prompt", "a", "--dump", folder.toString());
    }

    @Test
    void aFigureOfAFormatThatIsNotKnown() {
        assertRefused("D-501", "o.bmp.*\\.svg", "figure", "trajectory", "bundled", "--prompt", "a", "--out", folder.resolve("o.bmp").toString());
    }

    @Test
    void aFigureThatIsThereAlready() throws IOException {
        Path file = Files.writeString(folder.resolve("o.svg"), "mine");
        assertRefused("D-501", "is there already.*--force", "figure", "trajectory", "bundled", "--prompt", "a", "--out", file.toString());
        assertEquals("mine", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource({"8, 0, no block 8.*7", "-1, 0, no block -1", "0, 8, no head 8.*7", "0, -1, no head -1"})
    void aBlockOrHeadThatIsNotThere(String block, String head, String sentence) {
        Path file = folder.resolve("o.svg");
        assertRefused("D-205", sentence, "figure", "attention", "bundled", "--prompt", "a", "--block=" + block, "--head=" + head, "--out",
                file.toString());
    }

    @Test
    void aPositionThatIsNotThere() {
        Path file = folder.resolve("o.svg");
        assertRefused(
                "D-205", "no position 9.*0 to 1", "figure", "token-curves", "bundled", "--prompt", "a", "--position", "9", "--out", file.toString());
    }

    @Test
    void aRangeWithNoPlaceOnItsScale() {
        Path file = folder.resolve("o.svg");
        assertRefused("D-208", "range 0:9", "figure", "trajectory", "bundled", "--prompt", "a", "--statistic", "rank", "--range", "0:9", "--out",
                file.toString());
    }

    @Test
    void aHomeThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Called called = Called.with(file, "lens", "bundled", "--prompt", "a");
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().startsWith("D-503: "), called.err());
    }

    @Test
    void theStackTraceGoesToTheLogAlone() throws IOException {
        assertRefused("D-101", "No model ‘nobody/here’ found", "lens", "nobody/here", "--prompt", "a");
        assertTrue(Files.readString(LogFile.in(home)).contains("UnusableInputException: No model ‘nobody/here’ found"));
    }

    /// Third-party files that lie beside a checkout: each breaks the model in one place.
    @ParameterizedTest
    @CsvSource({
        "safetensors-truncated, D-103, incomplete",
        "safetensors-header-past-end, D-103, 50000000",
        "safetensors-overlap, D-103, overlap",
        "safetensors-unknown-dtype, D-103, F33",
        "safetensors-missing-tensor, D-103, up_proj",
        "safetensors-nan, D-204, v_proj",
        "config-unknown-model-type, D-102, quokka",
        "config-negative-size, D-107, -24|-1",
        "config-vocab-mismatch, D-102, 40.*32"
    })
    void everyBrokenModel(String name, String code, String words) {
        Path model = Path.of(System.getProperty("diopter.shared", "absent"), "oracles", "malformed", name);
        assumeTrue(Files.isDirectory(model), model + " is not beside this checkout");
        assertRefused(code, words, "lens", model.toString(), "--token-ids", "1,2,3");
        assertRefused(code, words, "check", model.toString());
    }

    private static void assertRefused(String code, String words, String... args) {
        Called called = Called.with(home, args);
        assertEquals(3, called.exitCode(), called.out() + called.err());
        assertEquals("", called.out());
        assertEquals(1, called.err().lines().count(), called.err());
        assertTrue(called.err().startsWith(code + ": "), called.err());
        assertTrue(Pattern.compile(words).matcher(called.err()).find(), called.err());
        assertFalse(called.err().contains("Exception"), called.err());
    }

    private void copyModel(String family) throws IOException {
        for (String file : new String[] {"config.json", "model.safetensors"}) {
            Files.copy(Path.of(Called.family(family), file), folder.resolve(file));
        }
    }

    private void replaceInConfig(String from, String to) throws IOException {
        String config = Files.readString(folder.resolve("config.json"));
        assertTrue(config.contains(from), config);
        Files.writeString(folder.resolve("config.json"), config.replace(from, to));
    }

    @Test
    void nothingIsLeftBesideARefusedFigure() throws IOException {
        Path file = folder.resolve("o.svg");
        Called called = Called.with(home, "figure", "trajectory", "bundled", "--token-ids", "9999", "--out", file.toString());
        assertEquals(3, called.exitCode(), called.err());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }
}
