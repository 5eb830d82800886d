package org.diopter.engine.glassbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.diopter.engine.Study;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The glass box is the same model to transformers: the same tokens, and logits that agree to 1e-5.
class TransformersTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    static Path home;

    private static OpenGlassBox box;

    /// @param logits after the last token
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(String text, int[] ids, float[] logits) {}

    @BeforeAll
    static void open() {
        box = OpenGlassBox.in(home);
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    void logitsAreThoseThatTransformersGave() {
        compare(TinyModel.oracle("glassbox/logits.json"));
    }

    /// With the folder as it is written now. Needs a Python with transformers, whose command the system property `diopter.python` names.
    @Test
    void logitsAreThoseThatTransformersGives() throws IOException, InterruptedException {
        String python = System.getProperty("diopter.python", "");
        Assumptions.assumeFalse(python.isEmpty(), "skipped: no Python with transformers is named (system property diopter.python)");
        Path out = home.resolve("logits.json");
        Path log = home.resolve("python.log");
        Process process = new ProcessBuilder(
                python, TinyModel.oracle("glassbox/transformers_logits.py").toString(), box.model().id().folder().toString(), out.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "Python does not end");
        assertEquals(0, process.exitValue(), Files.readString(log));
        compare(out);
    }

    private static void compare(Path file) {
        Row[] rows = JsonMapper.builder().build().readValue(file.toFile(), Row[].class);
        assertEquals(6, rows.length);
        for (Row row : rows) {
            assertArrayEquals(row.ids, box.tokens(row.text).toArray(), row.text);
            float[] logits = last(row.ids);
            for (int id = 0; id < logits.length; id++) {
                assertEquals(row.logits[id], logits[id], TOLERANCE, row.text + ", token " + id);
            }
        }
    }

    private static float[] last(int[] ids) {
        Study study = new Study(box.model().id(), TokenSequence.of(ids), OpenGlassBox.LOGIT);
        float[] all = Objects.requireNonNull(box.workbench().dump(study, Progress.NONE).tensors().get("logits")).toArray();
        int vocabulary = all.length / ids.length;
        return Arrays.copyOfRange(all, all.length - vocabulary, all.length);
    }
}
