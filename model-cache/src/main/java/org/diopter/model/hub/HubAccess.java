package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Which hub is asked, and as whom.
///
/// @param endpoint its address, without a `/` at the end
/// @param token who asks; sent to the endpoint's own host and nowhere else
/// @param cache where files go
public record HubAccess(URI endpoint, Optional<String> token, HubCache cache) {
    private static final String USUAL = "https://huggingface.co";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,1000}");
    private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");
    private static final int MAX_TOKEN = 2_000;

    /// As this process's environment says: `HF_ENDPOINT`, `HF_TOKEN` or the token's file, `HF_HOME`, `HF_HUB_CACHE`, `HF_HUB_OFFLINE`.
    ///
    /// @throws UnusableInputException if a variable has a value that cannot be used, or the environment forbids the network
    public static HubAccess locate() {
        return locate(System::getenv, Path.of(System.getProperty("user.home", ".")));
    }

    /// Under given circumstances.
    ///
    /// @param environment from a variable's name to its value, null if it is not set
    static HubAccess locate(Function<String, @Nullable String> environment, Path userHome) {
        if (variable(environment, "HF_HUB_OFFLINE").filter(value -> TRUE.contains(value.toLowerCase(Locale.ROOT))).isPresent()) {
            throw new UnusableInputException("D-704", "HF_HUB_OFFLINE is set, so nothing is downloaded. Unset it to use the network.");
        }
        Optional<String> token = variable(environment, "HF_TOKEN")
                .or(() -> variable(environment, "HUGGING_FACE_HUB_TOKEN"))
                .or(() -> tokenIn(tokenFile(environment, userHome)));
        return new HubAccess(endpoint(variable(environment, "HF_ENDPOINT").orElse(USUAL)), token.map(HubAccess::token), HubCache.locate(environment, userHome));
    }

    private static Path tokenFile(Function<String, @Nullable String> environment, Path userHome) {
        return variable(environment, "HF_TOKEN_PATH").map(Path::of).orElseGet(() -> HubCache.home(environment, userHome).resolve("token"));
    }

    private static Optional<String> tokenIn(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MAX_TOKEN), StandardCharsets.UTF_8).strip()).filter(token -> !token.isEmpty());
        } catch (IOException e) {
            throw new UnusableInputException("D-702", "The token in ‘%s’ cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    /// A token with a line end in it would be two headers.
    private static String token(String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new UnusableInputException("D-702", "The hub's token (HF_TOKEN, or its file) has characters that no token has. Copy it again.");
        }
        return text;
    }

    private static URI endpoint(String address) {
        try {
            URI uri = new URI(address.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw noAddress(address, e);
        }
        throw noAddress(address, null);
    }

    private static UnusableInputException noAddress(String address, @Nullable Exception cause) {
        return new UnusableInputException("D-704", "HF_ENDPOINT is ‘%.200s’, which is no address. One looks like %s.".formatted(address, USUAL), cause);
    }

    private static Optional<String> variable(Function<String, @Nullable String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// An address below the hub's.
    ///
    /// @param path begins with `/`; characters that an address cannot have are escaped
    URI at(String path) {
        try {
            return URI.create(endpoint + new URI(null, null, path, null).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + path, e);
        }
    }

    /// Whether the token may go there: to the very scheme, host and port of the hub.
    boolean isTrusted(URI address) {
        return endpoint.getScheme().equals(address.getScheme())
                && endpoint.getHost().equalsIgnoreCase(address.getHost())
                && endpoint.getPort() == address.getPort();
    }
}
