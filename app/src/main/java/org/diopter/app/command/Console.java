package org.diopter.app.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// The two streams of a command. The result goes to standard output and nothing else does; all that is said about it goes to standard error.
final class Console {
    private final StandardOutput output;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    private Console(StandardOutput output, PrintStream out, PrintStream err, boolean terminal) {
        this.output = output;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /// A console over given streams, in UTF-8.
    ///
    /// @param terminal whether standard error is read by a person as it is written
    static Console of(OutputStream output, OutputStream error, boolean terminal) {
        StandardOutput watched = new StandardOutput(output);
        PrintStream out = new PrintStream(watched, true, StandardCharsets.UTF_8);
        return new Console(watched, out, new PrintStream(error, true, StandardCharsets.UTF_8), terminal);
    }

    /// The console of this process. Text is UTF-8, whatever the locale says, but for consoles of Windows with a code page of their own.
    static Console ofProcess() {
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Charset charset = windows ? System.out.charset() : StandardCharsets.UTF_8;
        StandardOutput output = new StandardOutput(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        PrintStream out = new PrintStream(output, true, charset);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
        return new Console(output, out, err, isTerminal());
    }

    /// Whether standard error is a terminal. Java tells it of standard input and output only; Linux tells it of each.
    private static boolean isTerminal() {
        Path standardError = Path.of("/proc/self/fd/2");
        if (Files.exists(standardError)) {
            try {
                String target = standardError.toRealPath().toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false; // a pipe has no path
            }
        }
        return Objects.requireNonNull(System.console()).isTerminal();
    }

    /// Why standard output could not be written, if so. Print streams go on silently.
    Optional<IOException> outputFailure() {
        out.flush();
        return output.failure();
    }

    /// Standard output, for bytes.
    OutputStream output() {
        return output;
    }

    /// Standard output, for text: the result, where a person is to read it.
    PrintStream out() {
        return out;
    }

    /// Standard error.
    PrintStream err() {
        return err;
    }

    /// Whether standard error is read by a person as it is written.
    boolean isTerminalError() {
        return terminal;
    }
}
