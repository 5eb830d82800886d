package org.diopter.model.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.jspecify.annotations.Nullable;

/// What a repository holds at one commit.
///
/// @param commit 40 hexadecimal digits
public record HubListing(String commit, List<HubFile> files) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final int MAX_FILES = 100_000;

    public HubListing {
        files = List.copyOf(files);
    }

    /// Reads the hub's answer: `{"sha": …, "siblings": [{"rfilename", "size", "blobId", "lfs": {"sha256", "size"}}, …]}`.
    ///
    /// @throws UnusableInputException D-706 if it is something else
    static HubListing read(HubRepository repository, byte[] utf8) {
        Map<String, @Nullable Object> answer = JsonText.decode("The hub's description of " + repository.id(), "D-706", ByteBuffer.wrap(utf8)).object();
        if (!(answer.get("sha") instanceof String commit)
                || !COMMIT.matcher(commit).matches()
                || !(answer.get("siblings") instanceof List<?> siblings)
                || siblings.size() > MAX_FILES) {
            throw strange(repository);
        }
        List<HubFile> files = new ArrayList<>();
        for (Object sibling : siblings) {
            files.add(file(repository, sibling));
        }
        return new HubListing(commit, files);
    }

    private static HubFile file(HubRepository repository, @Nullable Object sibling) {
        if (!(sibling instanceof Map<?, ?> fields) || !(fields.get("rfilename") instanceof String path)) {
            throw strange(repository);
        }
        if (fields.get("lfs") instanceof Map<?, ?> large && large.get("sha256") instanceof String sha256 && large.get("size") instanceof Number size) {
            return new HubFile(path, size.longValue(), sha256);
        }
        long bytes = fields.get("size") instanceof Number size ? size.longValue() : -1;
        return new HubFile(path, bytes, fields.get("blobId") instanceof String blob ? blob : "");
    }

    private static UnusableInputException strange(HubRepository repository) {
        return new UnusableInputException("D-706",
                "The hub's description of %s is not what was expected. Look whether HF_ENDPOINT is the address of a hub.".formatted(repository.id()));
    }
}
