package org.diopter.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, appendix B.1

    @Test
    void aTextAndAFileHaveThePublishedHash(@TempDir Path folder) throws IOException {
        assertEquals(ABC, Sha256.of("abc"));
        assertEquals(ABC, Sha256.of(Files.writeString(folder.resolve("abc"), "abc")));
    }

    @Test
    void piecesHaveTheHashOfTheWhole() {
        byte[] bytes = "xabcx".getBytes(StandardCharsets.US_ASCII);

        assertEquals(ABC, new Sha256().add(bytes, 1, 2).add(bytes, 3, 1).hex());
    }
}
