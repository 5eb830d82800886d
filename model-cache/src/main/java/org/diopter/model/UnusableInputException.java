package org.diopter.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The user's input cannot be used: a file, a folder, a prompt, an option's value.
///
/// The message is one or two sentences for the person at the screen: which file, which number, what to do next. It never holds technical
/// detail; that is the cause's. Names out of hostile files may stand in it, so control characters are replaced: none reaches a terminal. The
/// command line ends with exit code 3, the window shows a dialog.
public final class UnusableInputException extends RuntimeException {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}]");

    private final String code;

    /// @param code the short code shown in grey beside the message, such as `D-103` (UI guide §7)
    public UnusableInputException(String code, String message) {
        this(code, message, null);
    }

    /// @param code the short code shown in grey beside the message, such as `D-103` (UI guide §7)
    public UnusableInputException(String code, String message, @Nullable Throwable cause) {
        super(CONTROL.matcher(message).replaceAll("\uFFFD"), cause);
        this.code = code;
    }

    /// What an input or output error says, for the end of a sentence: `No space left on device`.
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "access is denied";
            case FileAlreadyExistsException file -> "‘%s’ is in the way".formatted(file.getFile());
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /// The short code, such as `D-103`.
    public String code() {
        return code;
    }

    /// The message, never null.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
