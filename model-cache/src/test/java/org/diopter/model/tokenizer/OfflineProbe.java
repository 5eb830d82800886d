package org.diopter.model.tokenizer;

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

/// A program of its own: uses a tokenizer while every attempt to reach the network is counted and fails. Prints `tokens N attempts M sockets K`.
final class OfflineProbe {
    private OfflineProbe() {}

    /// Runs once.
    ///
    /// @param arguments the tokenizer's folder and the folder for the native library
    @SuppressWarnings("deprecation") // Deprecated for programs that would use it; here it shall break what it replaces.
    public static void main(String[] arguments) throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        ProxySelector.setDefault(new CountingSelector(attempts));
        Socket.setSocketImplFactory(() -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("no network in this test");
        });
        int tokens;
        try (Tokenizer tokenizer = DjlTokenizer.open(Path.of(arguments[0]), Path.of(arguments[1])).orElseThrow()) {
            tokens = tokenizer.encode("the cat").tokens().length();
        } catch (RuntimeException e) {
            tokens = 0; // with the flags overridden, DJL's own attempt ends here
        }
        System.out.printf("tokens %d attempts %d sockets %d%n", tokens, attempts.get(), openSockets());
    }

    private static long openSockets() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(handles)) {
            return open.filter(OfflineProbe::isSocket).count();
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
