package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.diopter.app.version.ProgramVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong usage ends with exit code 2 and says on standard error what is wrong; nothing is computed.
class UsageTest {
    @TempDir
    static Path home;

    @ParameterizedTest
    @ValueSource(strings = {
        "lens bundled",
        "lens bundled --prompt a --token-ids 1",
        "lens bundled --prompt a --policies full",
        "lens bundled --prompt a --edit",
        "lens bundled --prompt a --compare-edit",
        "lens bundled --prompt a --top-k 0",
        "lens bundled --prompt a --top-k many",
        "lens bundled --prompt a --unit dits",
        "lens bundled --prompt a --provider gpu",
        "lens bundled --prompt a --threads 0",
        "lens bundled --token-ids 1,x",
        "lens bundled --prompt a --layers one",
        "lens bundled more --prompt a",
        "figure",
        "figure spectrum bundled",
        "figure trajectory bundled --prompt a",
        "figure trajectory bundled --prompt a --out o.svg --statistic mean",
        "figure trajectory bundled --prompt a --out o.svg --map shift",
        "figure trajectory bundled --prompt a --out o.svg --range 3:2",
        "figure trajectory bundled --prompt a --out o.svg --stride 0",
        "figure trajectory bundled --prompt a --out o.svg --width-mm 5",
        "figure trajectory bundled --prompt a --out o.svg --dpi 0",
        "figure trajectory bundled --prompt a --out o.svg --theme sepia",
        "figure attention bundled --prompt a --out o.svg --block 1",
        "train-lens bundled",
        "run",
        "bench --lengths 0"
    })
    void isNamed(String line) {
        Called called = Called.with(home, line.split(" ", -1));
        assertEquals(2, called.exitCode(), called.out() + called.err());
        assertEquals("", called.out());
        assertTrue(called.err().lines().count() >= 2, called.err());
        assertTrue(called.err().contains("Try 'diopter"), called.err());
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        Called called = Called.with(home, "nosuch");
        assertEquals(2, called.exitCode());
        assertTrue(called.err().startsWith("There is no command ‘nosuch’."), called.err());
    }

    @Test
    void helpIsNoMistake() {
        Called called = Called.with(home, "lens", "--help");
        assertEquals(0, called.exitCode());
        assertTrue(called.out().startsWith("Usage: diopter lens"), called.out());
    }

    @Test
    void theVersionIsTheBuilds() {
        assertTrue(ProgramVersion.get().matches("\\d+\\.\\d+\\.\\d+.*"), ProgramVersion.get());
    }
}
