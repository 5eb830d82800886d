package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// The only door to the network: asks a hub for something, follows its redirections, and says in words why it refuses.
final class HubConnection implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 100;
    private static final int MOST_REDIRECTIONS = 10;
    private static final int MAX_TEXT = 32 << 20;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_UNKNOWN = 416;

    private final HubAccess access;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // a redirection to another host must not take the token along
            .connectTimeout(CONNECT)
            .build();

    HubConnection(HubAccess access) {
        this.access = access;
    }

    HubAccess access() {
        return access;
    }

    /// A short answer, whole.
    ///
    /// @throws IOException if another attempt may succeed
    /// @throws UnusableInputException if the hub refuses
    byte[] text(HubRepository repository, URI address, Progress progress) throws IOException {
        try (InputStream body = get(repository, address, 0, _ -> {}, progress).body()) {
            byte[] text = body.readNBytes(MAX_TEXT + 1);
            if (text.length > MAX_TEXT) {
                throw new UnusableInputException("D-706", "The hub's description of %s is larger than %d bytes.".formatted(repository.id(), MAX_TEXT));
            }
            return text;
        }
    }

    /// Asks for something, from a byte on.
    ///
    /// @param from the first byte wanted
    /// @param each sees the headers of every answer, redirections included
    /// @return an answer with status 200, 206 or 416, whose body is the caller's to close
    /// @throws IOException if another attempt may succeed
    /// @throws UnusableInputException if the hub refuses
    HttpResponse<InputStream> get(HubRepository repository, URI address, long from, Consumer<HttpHeaders> each, Progress progress) throws IOException {
        URI now = address;
        for (int redirection = 0; redirection <= MOST_REDIRECTIONS; redirection++) {
            HttpResponse<InputStream> answer = send(request(now, from), progress);
            boolean redirected = HubRefusal.isRedirection(answer.statusCode());
            if (!redirected && !isWanted(answer.statusCode(), from)) {
                answer.body().close();
                throw HubRefusal.of(access, repository, answer);
            }
            try {
                each.accept(answer.headers());
            } catch (RuntimeException e) {
                answer.body().close();
                throw e;
            }
            if (!redirected) {
                return answer;
            }
            answer.body().close();
            now = location(answer);
        }
        throw new IOException("more than " + MOST_REDIRECTIONS + " redirections");
    }

    private static boolean isWanted(int status, long from) {
        return status == OK || (from > 0 && (status == PARTIAL || status == RANGE_UNKNOWN));
    }

    private HttpRequest request(URI address, long from) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("User-Agent", "diopter")
                .header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        if (access.isTrusted(address)) {
            access.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        return request.GET().build();
    }

    /// Where a redirection leads, relative ones too. None leads from an encrypted connection to an open one.
    private static URI location(HttpResponse<?> answer) throws IOException {
        Optional<String> location = answer.headers().firstValue("Location");
        if (location.isEmpty()) {
            throw new IOException("a redirection without an address");
        }
        URI target;
        try {
            target = answer.uri().resolve(location.get());
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirection to no address", e);
        }
        boolean open = "http".equals(target.getScheme()) && "http".equals(answer.uri().getScheme());
        if (target.getHost() == null || !(open || "https".equals(target.getScheme()))) {
            throw new UnusableInputException("D-706", "The hub sends us on to ‘%.200s’, which is not encrypted. Nothing was downloaded from there."
                    .formatted(target));
        }
        return target;
    }

    /// Sends and waits, looking ten times a second whether it shall stop.
    private HttpResponse<InputStream> send(HttpRequest request, Progress progress) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request, BodyHandlers.ofInputStream());
        while (true) {
            try {
                return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress.cancelled()) {
                    answer.cancel(true);
                    throw new CancelledException();
                }
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new CancelledException();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
