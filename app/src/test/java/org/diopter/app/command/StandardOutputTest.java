package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a command ends with when standard output takes nothing.
class StandardOutputTest {
    @TempDir
    static Path home;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aReaderThatHasEnoughIsNoErrorForJson() {
        assertEquals(0, run("Broken pipe", "lens", "--prompt", "Berlin", "--json", "-"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aReaderThatHasEnoughIsNoErrorForText() {
        assertEquals(0, run("Broken pipe", "lens", "--prompt", "Berlin"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void jsonThatCannotBeWrittenEndsWithThree() {
        assertEquals(3, run("No space left on device", "lens", "--prompt", "Berlin", "--json", "-"));
        assertEquals("D-501: Standard output could not be written: No space left on device.", err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void textThatCannotBeWrittenEndsWithThree() {
        assertEquals(3, run("No space left on device", "models"));
        assertEquals("D-501: Standard output could not be written: No space left on device.", err.toString(StandardCharsets.UTF_8).strip());
    }

    private int run(String problem, String... args) {
        OutputStream refusing = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(problem);
            }
        };
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--home";
        all[args.length + 1] = home.toString();
        return Commands.run(new Invocation(Console.of(refusing, err, false), new Interruption()), all);
    }
}
