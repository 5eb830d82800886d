package org.diopter.engine.arch;

import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// Refuses configurations that ask for mathematics the program does not do, by name, instead of ignoring them.
final class Unsupported {
    private Unsupported() {}

    /// @param keys that must be absent or null
    static void refuse(ModelConfig config, String... keys) {
        for (String key : keys) {
            if (config.has(key)) {
                throw new UnusableInputException("D-102", "config.json asks for " + key + ", which is not supported. Use a folder without it.");
            }
        }
    }

    /// @param key a switch that must be off
    static void refuseSwitch(ModelConfig config, String key) {
        if (config.flag(key).orElse(false)) {
            throw new UnusableInputException("D-102", "config.json switches " + key + " on, which is not supported.");
        }
    }

    /// @param key a number that must be absent or this
    static void refuseOtherThan(ModelConfig config, String key, double only) {
        double value = config.number(key).orElse(only);
        if (value != only) {
            throw new UnusableInputException("D-102", "config.json sets " + key + " to " + value + "; only " + only + " is supported.");
        }
    }
}
