package org.diopter.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.diopter.app.command.Commands;
import org.diopter.app.session.SessionFile;

/// Where the program starts: with a command it does that job and ends; without one, or with a session or a model, it
/// opens the window.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Figures are painted without a display, and the window has a toolkit of its own.
        System.setProperty("java.awt.headless", "true");
        // Numbers are written the same everywhere.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        if (args.length == 0) {
            System.exit(WindowStart.open(System.err));
        } else if (args.length == 1 && isToBeOpened(args[0])) {
            System.exit(WindowStart.open(Path.of(args[0]), System.err));
        } else if (args.length == 1 && args[0].equals("--rehearse")) {
            System.exit(Rehearsal.run());
        } else {
            System.exit(Commands.run(args));
        }
    }

    /// A session, or the folder or file of a model. A command's name is always the command.
    static boolean isToBeOpened(String word) {
        if (word.startsWith("-") || Commands.names().contains(word)) {
            return false;
        }
        try {
            Path path = Path.of(word);
            return SessionFile.isSession(path) || Files.exists(path);
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
