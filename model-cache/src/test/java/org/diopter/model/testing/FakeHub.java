package org.diopter.model.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A hub and the store for large files that it redirects to, on two ports of this machine. They speak the hub's protocol, and misbehave when told to.
public final class FakeHub implements AutoCloseable {
    /// The newest.
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final HttpServer hub;
    private final HttpServer store;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Deque<Fault>> faults = new LinkedHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final String id;
    private Optional<String> requiredToken = Optional.empty();
    private Optional<String> listing = Optional.empty();

    /// What came in.
    ///
    /// @param large whether it came to the store for large files
    public record Asked(boolean large, String path, Optional<String> authorization, Optional<String> range) {}

    /// What goes wrong with one request.
    public interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;

        /// Sends a status and no content.
        static Fault status(int status, Map<String, String> headers) {
            return (exchange, _) -> {
                headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            };
        }

        /// Announces everything and hangs up after some bytes.
        static Fault dropAfter(int bytes) {
            return (exchange, content) -> sendPart(exchange, content, bytes, false);
        }

        /// Announces everything and says no more after some bytes.
        static Fault stallAfter(int bytes) {
            return (exchange, content) -> sendPart(exchange, content, bytes, true);
        }

        /// Sends other bytes of the same number.
        static Fault damaged() {
            return (exchange, content) -> {
                byte[] other = content.clone();
                other[other.length / 2] ^= 1;
                FakeHub.send(exchange, 200, other);
            };
        }

        /// Sends the whole file, whatever range was asked for.
        static Fault withoutRanges() {
            return (exchange, content) -> FakeHub.send(exchange, 200, content);
        }

        /// Sends fewer or more bytes than the listing says, and announces those.
        static Fault ofLength(int bytes) {
            return (exchange, _) -> FakeHub.send(exchange, 200, new byte[bytes]);
        }

        /// Sends more bytes than the listing says without announcing how many.
        static Fault endless() {
            return (exchange, content) -> {
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(content);
                    body.write(content);
                }
            };
        }

        private static void sendPart(HttpExchange exchange, byte[] content, int bytes, boolean stall) throws IOException {
            int from = from(exchange);
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(content, from, Math.min(bytes, content.length - from));
            exchange.getResponseBody().flush();
            try {
                while (stall) {
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        }
    }

    public FakeHub(String id) {
        this.id = id;
        try {
            hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hub.createContext("/", exchange -> handle(exchange, false));
        store.createContext("/", exchange -> handle(exchange, true));
        for (HttpServer server : List.of(hub, store)) {
            server.setExecutor(workers);
            server.start();
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    private URI storeAddress() {
        return URI.create("http://127.0.0.1:" + store.getAddress().getPort());
    }

    public FakeHub file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public FakeHub file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /// The next requests for this path go wrong, one fault each; after them it is well again. `api` stands for the listing.
    public FakeHub fault(String path, Fault... next) {
        faults.computeIfAbsent(path, _ -> new ArrayDeque<>()).addAll(List.of(next));
        return this;
    }

    /// Refuses everybody without this token as a gated repository does.
    public FakeHub gated(String token) {
        requiredToken = Optional.of(token);
        return this;
    }

    /// Says this in place of the true listing.
    public FakeHub listing(String json) {
        listing = Optional.of(json);
        return this;
    }

    /// The requests so far.
    public List<Asked> asked() {
        return asked;
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(request -> request.path().endsWith(path)).toList();
    }

    private void handle(HttpExchange exchange, boolean large) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Headers headers = exchange.getRequestHeaders();
        asked.add(new Asked(large, path, Optional.ofNullable(headers.getFirst("Authorization")), Optional.ofNullable(headers.getFirst("Range"))));
        if (!large && requiredToken.isPresent() && !("Bearer " + requiredToken.get()).equals(headers.getFirst("Authorization"))) {
            Fault.status(401, Map.of("X-Error-Code", "GatedRepo")).answer(exchange, new byte[0]);
        } else if (path.startsWith("/api/")) {
            api(exchange, path);
        } else {
            resolve(exchange, path, large);
        }
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        Fault fault = next("api");
        boolean known = path.equals("/api/models/" + id + "/revision/main") || path.equals("/api/spaces/" + id + "/revision/main");
        if (fault != null) {
            fault.answer(exchange, new byte[0]);
        } else if (!known) {
            Fault.status(404, Map.of("X-Error-Code", "RepoNotFound")).answer(exchange, new byte[0]);
        } else {
            send(exchange, 200, listing.orElseGet(this::description).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String description() {
        String siblings = files.entrySet().stream().map(file -> sibling(file.getKey(), file.getValue())).collect(Collectors.joining(","));
        return "{\"sha\":\"%s\",\"gated\":false,\"siblings\":[%s]}".formatted(COMMIT, siblings);
    }

    /// Large files carry their SHA-256, small ones Git's hash.
    public static String sibling(String path, byte[] content) {
        String lfs = isLarge(path) ? ",\"lfs\":{\"sha256\":\"%s\",\"size\":%d,\"pointerSize\":130}".formatted(hash(path, content), content.length) : "";
        return "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\"%s}".formatted(path, content.length, gitHash(content), lfs);
    }

    private static boolean isLarge(String path) {
        return path.endsWith(".safetensors") || path.endsWith(".pt");
    }

    private void resolve(HttpExchange exchange, String path, boolean large) throws IOException {
        String name = path.replaceFirst(".*/" + COMMIT + "/", "");
        byte[] content = files.get(name);
        if (content == null) {
            Fault.status(404, Map.of("X-Error-Code", "EntryNotFound")).answer(exchange, new byte[0]);
            return;
        }
        if (!large) {
            exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
            exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(content.length));
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + hash(name, content) + '"');
            if (isLarge(name)) {
                exchange.getResponseHeaders().set("Location", storeAddress() + path + "?signature=x");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
                return;
            }
            if (!path.startsWith("/moved/")) {
                exchange.getResponseHeaders().set("Location", "/moved" + path); // a relative redirection, as a renamed repository gives
                exchange.sendResponseHeaders(307, -1);
                exchange.close();
                return;
            }
        }
        Fault fault = next(name);
        if (fault != null) {
            fault.answer(exchange, content);
        } else {
            sendFrom(exchange, content);
        }
    }

    private synchronized @Nullable Fault next(String path) {
        Deque<Fault> waiting = faults.get(path);
        return waiting == null ? null : waiting.poll();
    }

    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    private static void sendFrom(HttpExchange exchange, byte[] content) throws IOException {
        int from = from(exchange);
        if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content, from, content.length - from);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content);
        }
    }

    public static String hash(String path, byte[] content) {
        return isLarge(path) ? digest("SHA-256", content) : gitHash(content);
    }

    private static String gitHash(byte[] content) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(content);
        return digest("SHA-1", whole.toByteArray());
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        hub.stop(0);
        store.stop(0);
    }
}
