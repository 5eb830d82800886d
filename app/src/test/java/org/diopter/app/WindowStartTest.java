package org.diopter.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WindowStartTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void onLinuxTheDisplayIsNamedByTheEnvironment() {
        assertTrue(WindowStart.hasDisplay(Map.of("DISPLAY", ":0")::get));
        assertFalse(WindowStart.hasDisplay(Map.of("DISPLAY", " ")::get));
        assertFalse(WindowStart.hasDisplay(Map.<String, String>of()::get));
    }
}
