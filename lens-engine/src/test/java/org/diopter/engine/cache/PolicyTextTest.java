package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "full",
        "local:recent=64",
        "streaming:sink=4,recent=60",
        "h2o:heavy=32,recent=32",
        "a2sf:alpha=0.1,heavy=64",
        "a2sf:alpha=0.25,sink=2,heavy=60,recent=2",
        "a2sf-recent:alpha=0.1,ratio=0.5",
        "ideal:budget=64",
        "random:budget=64,seed=7",
        "random:budget=64,seed=-9223372036854775808",
        "random:ratio=0.3",
        "tova:budget=20",
        "h2o:ratio=0.2",
        "h2o:ratio=0.2,group=max",
        "streaming:sink=4,ratio=0.2",
        "streaming:sink=0,ratio=0.2",
        "a2sf:alpha=0.1,recent=5,ratio=0.2",
        "local:ratio=0.2",
        "a2sf:alpha=0,ratio=0.2",
        "h2o-lm-eval-2023:heavy=4,recent=2",
        "h2o-lm-eval-head:ratio=0.2",
        "h2o-less:heavy=4,recent=2",
    })
    void aPolicyIsPrintedAsItIsRead(String text) {
        assertEquals(text, CachePolicy.parse(text).text());
        assertEquals(CachePolicy.parse(text), CachePolicy.parse(CachePolicy.parse(text).text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heavy=32,recent=32", "on=a2sf,alpha=0.1,heavy=32"})
    void kernelsAreNamedByTheirFolderAndTheirContent(String settings, @TempDir Path folder) throws IOException {
        Path kernels = Files.createDirectory(folder.resolve("a, 50% b"));
        Files.writeString(kernels.resolve("block-000.safetensors"), "one");
        String text = "less:kernels=" + SpecText.escaped(kernels.toString()) + "," + settings;
        CachePolicy first = CachePolicy.parse(text);
        assertEquals(text, first.text());
        assertEquals(first, CachePolicy.parse(text));
        Files.writeString(kernels.resolve("block-000.safetensors"), "two");
        assertNotEquals(first, CachePolicy.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "h2o:ratio=0.2, 25, 0, 3, 2", "a2sf:ratio=0.2, 25, 0, 5, 0", "local:ratio=0.5, 5, 0, 0, 3", "streaming:ratio=0.2, 160, 4, 0, 28",
        "h2o:budget=7, 99, 0, 4, 3", "tova:ratio=0.2, 50, 0, 9, 1",
    })
    void aRatioIsRoundedHalfUpAndDividedInOneWay(String text, int tokens, int sink, int heavy, int recent) {
        assertTrue(CachePolicy.parse(text.strip()) instanceof ScorePolicy);
        assertEquals(new Counts(sink, heavy, recent), ((ScorePolicy) CachePolicy.parse(text.strip())).counts(tokens));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "local:recent=0 | keeps nothing",
        "h2o:heavy=0,recent=0 | keeps nothing",
        "a2sf:alpha=1.5,heavy=3 | outside 0 to 1",
        "a2sf:alpha=-0.1,heavy=3 | outside 0 to 1",
        "h2o:heavy=3,recent=4,budget=8 | make 7 keys, not the budget of 8",
        "h2o:heavy=3 | ‘recent’ is missing",
        "h2o:ratio=0.2,heavy=3 | leave budget and heavy out",
        "h2o:ratio=0 | above 0 and at most 1",
        "local:ratio=1.5 | above 0 and at most 1",
        "streaming:budget=3 | smaller than the sink of 4",
        "full:budget=3 | no settings",
        "best:budget=3 | is no policy",
        "local:recent=x | is no number for recent",
        "local:recent=3,recent=3 | set twice",
        "local:recent | form name=value",
        "less:heavy=3,recent=3 | ‘kernels’ is missing",
        "ideal | one of budget and ratio",
        "h2o:heavy=1,recent=1,group=all | is no grouping",
        "heads:full | cannot be the policy of one head",
        "heads:h2o:heavy=1,recent=1,group=max;h2o:heavy=1,recent=1 | differ in group",
        "h2o:ratio=0.2,recent=5 | leave recent out",
        "local:ratio=0.2,recent=5 | leave recent out",
        "h2o-less:ratio=0.2,recent=5 | leave recent out",
    })
    void whatCannotBeReadSaysWhy(String text, String why) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> CachePolicy.parse(text.strip()));
        assertEquals("D-402", refusal.code());
        assertTrue(refusal.sentence().contains(why.strip()), refusal.sentence());
    }

    @Test
    void aShareThatKeepsNothingOfAShortTextIsRefused() {
        UnusableInputException refusal =
                assertThrows(UnusableInputException.class, () -> CachePolicy.parse("local:ratio=0.01").budget(20));
        assertTrue(refusal.sentence().contains("keeps none of 20 tokens"), refusal.sentence());
        assertThrows(UnusableInputException.class, () -> CachePolicy.parse("streaming:ratio=0.1").budget(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "local:recent=8", "streaming:sink=4,recent=4", "streaming:sink=4,recent=0", "h2o:heavy=4,recent=4", "h2o:ratio=0.2", "a2sf:heavy=6,recent=2,sink=1",
        "a2sf-recent:budget=9", "tova:budget=8", "tova:budget=1", "tova:ratio=0.2",
    })
    void anotherTotalIsWhatItsTextSays(String text) {
        ScorePolicy policy = (ScorePolicy) CachePolicy.parse(text);
        for (int total : new int[] {5, 6, 8, 15, 31}) {
            ScorePolicy other = policy.withTotal(total, 40);
            assertEquals(total, other.budget(40));
            assertEquals(other, CachePolicy.parse(other.text()));
        }
    }

    @Test
    void headsEvictWhereTheSmallestBudgetDoesNotCoverTheText() {
        CachePolicy.parse("heads:a2sf:heavy=6;a2sf:heavy=200|a2sf:heavy=200;a2sf:heavy=200").requireEvictions(40);
        CachePolicy covering = CachePolicy.parse("heads:a2sf:heavy=40;a2sf:heavy=200");
        assertEquals("D-402", assertThrows(UnusableInputException.class, () -> covering.requireEvictions(40)).code());
    }
}
