package org.diopter.model.hub;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.diopter.model.UnusableInputException;

/// What a hub's refusals mean.
final class HubRefusal {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_EARLY = 425;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int FIRST_OF_SERVER = 500;

    private HubRefusal() {}

    /// Whether a status sends us elsewhere.
    static boolean isRedirection(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /// @return the error to throw, where another attempt may succeed
    /// @throws UnusableInputException where none can
    static IOException of(HubAccess access, HubRepository repository, HttpResponse<?> answer) {
        int status = answer.statusCode();
        String reason = answer.headers().firstValue("X-Error-Code").orElse("");
        if (status == TOO_MANY) {
            return new Retry.Later("too many requests", retryAfter(answer));
        }
        if (status == REQUEST_TIMEOUT || status == TOO_EARLY || status >= FIRST_OF_SERVER) {
            return new Retry.Later("error " + status, retryAfter(answer));
        }
        if (reason.equals("GatedRepo") || (status == FORBIDDEN && !reason.equals("RepoNotFound"))) {
            throw gated(access, repository);
        }
        if (status == UNAUTHORIZED || status == NOT_FOUND) {
            throw notThere(access, repository, reason);
        }
        throw new UnusableInputException("D-704", "%s answers with status %d for %s. Look whether HF_ENDPOINT is the address of a hub."
                .formatted(access.endpoint().getHost(), status, repository.id()));
    }

    private static UnusableInputException gated(HubAccess access, HubRepository repository) {
        String page = access.at(repository.pagePath()).toString();
        String token = access.token().isEmpty()
                ? "then set HF_TOKEN to a token of your account"
                : "and make sure that HF_TOKEN is a token of that account that may read it";
        return new UnusableInputException("D-702", "%s is given only to those who accept its licence. Accept it at %s, %s, and pull it again."
                .formatted(repository.id(), page, token));
    }

    private static UnusableInputException notThere(HubAccess access, HubRepository repository, String reason) {
        String host = access.endpoint().getHost();
        if (reason.equals("RevisionNotFound")) {
            return new UnusableInputException("D-701", "%s has no such revision at %s. Leave --revision out for the newest.".formatted(repository.id(), host));
        }
        if (reason.equals("EntryNotFound")) {
            return new UnusableInputException("D-701", "A file of %s that %s lists is not there. Pull it again.".formatted(repository.id(), host));
        }
        String token = access.token().isEmpty()
                ? "If it is private, set HF_TOKEN to a token that may read it."
                : "If it is private, HF_TOKEN must be a token that may read it.";
        return new UnusableInputException("D-701", "There is no %s ‘%s’ at %s. Look at its spelling, capitals too. %s"
                .formatted(repository.type() == HubRepository.Type.SPACE ? "space" : "model", repository.id(), host, token));
    }

    /// In seconds, or as a date.
    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").map(String::strip).flatMap(HubRefusal::time);
    }

    private static Optional<Duration> time(String text) {
        try {
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Duration until = Duration.between(Instant.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
