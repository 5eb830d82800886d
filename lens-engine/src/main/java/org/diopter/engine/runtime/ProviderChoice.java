package org.diopter.engine.runtime;

import java.util.Locale;
import org.diopter.model.UnusableInputException;

/// Which execution provider the user asks for.
public enum ProviderChoice {
    /// CUDA where its library and a device are there, else the CPU.
    AUTO,
    CPU,
    /// CUDA, or an error that says what is missing.
    CUDA;

    /// @param name `auto`, `cpu` or `cuda`
    public static ProviderChoice of(String name) {
        for (ProviderChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
                return choice;
            }
        }
        throw new UnusableInputException("D-204", "The provider '" + name + "' is not known. Choose auto, cpu or cuda.");
    }
}
