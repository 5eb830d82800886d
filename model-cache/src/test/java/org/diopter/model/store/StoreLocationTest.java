package org.diopter.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreLocationTest {
    private static final Path HOME = Path.of("/home/ada").toAbsolutePath();

    @Test
    void theVariableWinsOnEverySystem() {
        for (String os : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
            Map<String, String> environment = Map.of("DIOPTER_HOME", "/data/store", "XDG_CACHE_HOME", "/x", "LOCALAPPDATA", "/y");
            assertEquals(Path.of("/data/store").toAbsolutePath(), resolve(environment, os));
        }
    }

    @Test
    void linuxHasItsCacheFolder() {
        assertEquals(HOME.resolve(".cache/diopter"), resolve(Map.of(), "Linux"));
        assertEquals(HOME.resolve("xdg/diopter"), resolve(Map.of("XDG_CACHE_HOME", HOME.resolve("xdg").toString()), "Linux"));
    }

    @Test
    void relativeAndEmptyVariablesAreIgnored() {
        assertEquals(HOME.resolve(".cache/diopter"), resolve(Map.of("XDG_CACHE_HOME", "relative", "DIOPTER_HOME", " "), "Linux"));
    }

    @Test
    void macAndWindowsHaveTheirs() {
        assertEquals(HOME.resolve("Library/Caches/diopter"), resolve(Map.of("XDG_CACHE_HOME", "/x"), "Mac OS X"));
        assertEquals(Path.of("/profile/local/diopter"), resolve(Map.of("LOCALAPPDATA", "/profile/local"), "Windows 11"));
        assertEquals(HOME.resolve("AppData/Local/diopter"), resolve(Map.of(), "Windows 11"));
    }

    @Test
    void aHomeGivenToTheProcessComesBeforeTheUsersOwn() {
        Path given = Path.of("/scratch/job").toAbsolutePath();
        assertEquals(given.resolve(".cache/diopter"), resolve(Map.of("HOME", given.toString()), "Linux"));
    }

    private static Path resolve(Map<String, String> environment, String os) {
        return StoreLocation.resolve(environment::get, os, HOME);
    }
}
