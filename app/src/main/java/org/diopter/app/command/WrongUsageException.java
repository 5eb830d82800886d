package org.diopter.app.command;

import java.io.Serial;

/// Options that do not go together, found by whoever knows what they mean; the command that was called says so.
final class WrongUsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param sentence for people
    WrongUsageException(String sentence) {
        super(sentence);
    }
}
