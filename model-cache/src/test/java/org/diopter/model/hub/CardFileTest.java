package org.diopter.model.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardFileTest {
    @TempDir
    Path folder;

    @Test
    void licenceAndBaseModelAreRead() throws IOException {
        CardFile card = read("---\nlanguage:\n- en\nlicense: apache-2.0 # as of 2024\nbase_model: \"org/base\"\ntags: [a, license]\n---\n# Title\nlicense: mit\n");

        assertEquals(new CardFile(Optional.of("apache-2.0"), List.of("org/base")), card);
    }

    @Test
    void theCardOfAFileStandsBesideIt() throws IOException {
        Files.writeString(folder.resolve("README.md"), "---\nlicense: mit\n---\n");
        Path file = Files.writeString(folder.resolve("model.gguf"), "");
        assertEquals(Optional.of("mit"), CardFile.read(file).licence());
    }

    @Test
    void severalBaseModelsAreAList() throws IOException {
        assertEquals(List.of("org/a", "org/b"), read("---\nbase_model:\n  - org/a\n  - 'org/b'\n---\n").baseModels());
        assertEquals(List.of("org/a", "org/b"), read("---\r\nbase_model: [org/a, org/b]\r\n---\r\n").baseModels());
    }

    @Test
    void aLicenceOfTheMakersOwnHasItsName() throws IOException {
        assertEquals(Optional.of("llama3.2"), read("---\nlicense: other\nlicense_name: llama3.2\n---\n").licence());
        assertEquals(Optional.of("other"), read("---\nlicense: other\n---\n").licence());
    }

    @Test
    void whatIsNestedIsNotTaken() throws IOException {
        assertEquals(CardFile.NONE, read("---\nmodel-index:\n- name: x\n  license: mit\n  results: [{license: gpl}]\nother: {license: x}\n---\n"));
    }

    @Test
    void whatIsNoCardSaysNothing() throws IOException {
        assertEquals(CardFile.NONE, CardFile.read(folder));
        for (String text : List.of("", "# Title\nlicense: mit\n", "---\nlicense: mit\n", "---\n\t: [ {\n---\n", "---\n- a\n---\n", "---\n---\n", "\0\uFFFF")) {
            assertEquals(CardFile.NONE, read(text), text);
        }
    }

    @Test
    void hostileYamlCostsNothing() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            read("---\na: " + "[".repeat(60_000) + "\n---\n");
            StringBuilder bomb = new StringBuilder("---\nx0: &x0 [lol, lol]\n");
            for (int i = 1; i < 200; i++) {
                bomb.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
            }
            assertEquals(Optional.of("mit"), read(bomb.append("license: mit\n---\n").toString()).licence());
            read("---\n? *a\n: &a {*a : *a}\n---\n");
            assertEquals(CardFile.NONE, read("---\n" + "x".repeat(1 << 20) + "\n---\n"));
        });
    }

    @Test
    void whatCouldSteerATerminalIsReplaced() throws IOException {
        assertEquals(Optional.of("mit\uFFFD[31m"), read("---\nlicense: \"mit\\e[31m\"\n---\n").licence());
        assertEquals(101, read("---\nlicense: " + "x".repeat(500) + "\n---\n").licence().orElseThrow().length());
    }

    private CardFile read(String text) throws IOException {
        Files.writeString(folder.resolve("README.md"), text);
        return CardFile.read(folder);
    }
}
