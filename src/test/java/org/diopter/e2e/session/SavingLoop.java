package org.diopter.e2e.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.app.session.SafeFile;

/// Saves two sessions in turn until it is killed.
final class SavingLoop {
    private SavingLoop() {}

    /// @param args the file that is saved, and the two sessions' bytes
    public static void main(String[] args) throws IOException {
        SafeFile file = new SafeFile(Path.of(args[0]));
        byte[] one = Files.readAllBytes(Path.of(args[1]));
        byte[] two = Files.readAllBytes(Path.of(args[2]));
        file.write(one);
        System.out.write('.');
        System.out.flush();
        for (boolean first = false;; first = !first) {
            file.write(first ? one : two);
        }
    }
}
