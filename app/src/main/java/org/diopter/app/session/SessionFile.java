package org.diopter.app.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diopter.model.UnusableInputException;

/// A session on disk.
///
/// @param path where it is
public record SessionFile(Path path) {
    /// What the name of a session file ends with.
    public static final String ENDING = ".diopter";

    private static final SessionFormat FORMAT = new SessionFormat();

    /// A session as it could be read.
    ///
    /// @param lost what of it could not, in words
    /// @param backup whether this is the one before, since the file itself holds nothing that can be read
    public record Opened(Session session, List<String> lost, boolean backup) {}

    /// Whether a file is one by its name.
    public static boolean isSession(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /// The name of the session, without its ending.
    public String name() {
        String name = String.valueOf(path.getFileName());
        return isSession(path) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /// Reads the session as far as it can be read; where nothing of it can be, the one before it.
    ///
    /// @throws UnusableInputException D-602 if neither can be, or a newer program made it
    public Opened open() {
        if (!Files.isRegularFile(path)) {
            throw new UnusableInputException("D-602", "There is no session ‘%s’.".formatted(path));
        }
        try {
            SessionFormat.Read read = FORMAT.read(path);
            return new Opened(read.session(), read.lost(), false);
        } catch (UnusableInputException damaged) {
            return before().orElseThrow(() -> damaged);
        }
    }

    private Optional<Opened> before() {
        Path backup = new SafeFile(path).backup();
        if (!Files.isRegularFile(backup) || isNewer()) {
            return Optional.empty();
        }
        try {
            SessionFormat.Read read = FORMAT.read(backup);
            return Optional.of(new Opened(read.session(), read.lost(), true));
        } catch (UnusableInputException alsoDamaged) {
            return Optional.empty();
        }
    }

    /// A file that can be read, but by a newer program only, is not damaged.
    private boolean isNewer() {
        try {
            return SessionParts.read(path).all().containsKey(SessionFormat.FACTS);
        } catch (UnusableInputException unreadable) {
            return false;
        }
    }

    /// Writes the session whole, in place of the one before.
    ///
    /// @throws UnusableInputException D-501 if it could not be; the one before is still there then
    public void save(Session session) {
        try {
            new SafeFile(path).write(FORMAT.write(session));
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another folder.".formatted(path, UnusableInputException.reason(e)), e);
        }
    }
}
