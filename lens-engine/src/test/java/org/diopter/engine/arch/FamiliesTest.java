package org.diopter.engine.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.checkpoint.ModelConfig;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final String BEGIN = "<!-- families: written by FamiliesTest -->\n";
    private static final String END = "<!-- end of families -->";
    private static final Path GUIDE = Path.of("..", "docs", "guide", "opening-a-model.md");

    @Test
    void everyModelTypeHasAnOracle() {
        TreeSet<String> proved = new TreeSet<>();
        for (String family : TinyModel.families()) {
            proved.add(ModelConfig.read(TinyModel.folder(family).resolve("config.json")).string("model_type").orElseThrow());
        }
        assertEquals(Families.names(), List.copyOf(proved));
    }

    /// The table is written anew with `-Ddiopter.write=true`.
    @Test
    void theGuidesTableIsWhatTheFamiliesSayOfThemselves() throws IOException {
        String page = Files.readString(GUIDE).replace("\r\n", "\n");
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "the page lacks the two comments around the table");
        if (Boolean.getBoolean("diopter.write")) {
            Files.writeString(GUIDE, page.substring(0, begin) + Families.table() + page.substring(end));
        } else {
            assertEquals(Families.table(), page.substring(begin, end));
        }
    }
}
