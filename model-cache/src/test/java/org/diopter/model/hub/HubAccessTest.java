package org.diopter.model.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubAccessTest {
    @TempDir
    Path home;

    @Test
    void theEnvironmentSaysWhichHub() {
        assertEquals(URI.create("https://huggingface.co"), access(Map.of()).endpoint());
        assertEquals(URI.create("http://mirror.example:8080/hf"), access(Map.of("HF_ENDPOINT", "http://mirror.example:8080/hf/")).endpoint());
        assertEquals(home.resolve("x").resolve("hub"), access(Map.of("HF_HOME", home.resolve("x").toString())).cache().folder());
    }

    @Test
    void anEndpointThatIsNoAddressIsRefused() {
        for (String address : List.of("mirror", "ftp://mirror", "file:///etc", "http://", "http://a b", "https://x/?y")) {
            assertEquals("D-704", assertThrows(UnusableInputException.class, () -> access(Map.of("HF_ENDPOINT", address)), address).code());
        }
    }

    @Test
    void theTokenIsTheVariablesElseTheFiles() throws IOException {
        assertEquals(Optional.empty(), access(Map.of()).token());
        Path file = home.resolve(".cache/huggingface/token");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "hf_file\n");
        assertEquals(Optional.of("hf_file"), access(Map.of()).token());
        assertEquals(Optional.of("hf_variable"), access(Map.of("HF_TOKEN", "hf_variable")).token());
        Path other = Files.writeString(home.resolve("other"), "hf_other");
        assertEquals(Optional.of("hf_other"), access(Map.of("HF_TOKEN_PATH", other.toString())).token());
    }

    @Test
    void aTokenWithALineEndIsRefused() {
        assertEquals("D-702", assertThrows(UnusableInputException.class, () -> access(Map.of("HF_TOKEN", "a\r\nHost: evil"))).code());
    }

    @Test
    void whoIsOfflineByWishStaysSo() {
        assertEquals("D-704", assertThrows(UnusableInputException.class, () -> access(Map.of("HF_HUB_OFFLINE", "1"))).code());
        assertEquals(Optional.empty(), access(Map.of("HF_HUB_OFFLINE", "0")).token());
    }

    @Test
    void onlyTheVeryHostIsTrusted() {
        HubAccess access = access(Map.of("HF_ENDPOINT", "https://hub.example"));
        assertTrue(access.isTrusted(URI.create("https://hub.example/a")));
        for (String other : List.of("http://hub.example/a", "https://hub.example:444/a", "https://hub.example.evil/a", "https://evil/hub.example")) {
            assertFalse(access.isTrusted(URI.create(other)), other);
        }
    }

    @Test
    void oddNamesAreEscapedInAddresses() {
        assertEquals("https://huggingface.co/a%20b/%C3%A4%23%3F%25", access(Map.of()).at("/a b/ä#?%").toString());
    }

    private HubAccess access(Map<String, String> environment) {
        return HubAccess.locate(environment::get, home);
    }
}
