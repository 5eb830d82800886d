package org.diopter.e2e.command;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.diopter.app.command.Commands;

/// The program with every attempt to reach the network counted and refused. Says on standard error how many there were, and how many sockets are
/// open.
final class OfflineProgram {
    private OfflineProgram() {}

    /// Runs a command.
    @SuppressWarnings("deprecation") // Deprecated for programs that would use it; here it shall break what it replaces.
    public static void main(String[] args) throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        ProxySelector.setDefault(new CountingSelector(attempts));
        Socket.setSocketImplFactory(() -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("no network in this test");
        });
        int exitCode = Commands.run(args);
        System.err.println("attempts " + attempts.get() + " sockets " + openSockets());
        System.exit(exitCode);
    }

    private static long openSockets() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(handles)) {
            return open.filter(OfflineProgram::isSocket).count();
        }
    }

    private static boolean isSocket(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // the handle of this very listing
        }
    }

    private static final class CountingSelector extends ProxySelector {
        private final AtomicInteger attempts;

        CountingSelector(AtomicInteger attempts) {
            this.attempts = attempts;
        }

        @Override
        public List<Proxy> select(URI uri) {
            attempts.incrementAndGet();
            throw new IllegalStateException("no network in this test: " + uri);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException reason) {}
    }
}
