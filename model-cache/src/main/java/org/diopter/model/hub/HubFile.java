package org.diopter.model.hub;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;

/// A file of a repository, as the hub describes it.
///
/// @param path below the repository's root, with `/` between folders
/// @param bytes its size
/// @param hash what its bytes must hash to, lower-case hexadecimal: a SHA-256 (64 digits) where it is large, else Git's hash of a blob (40 digits)
public record HubFile(String path, long bytes, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]");
    private static final int SHA256_DIGITS = 64;
    private static final int MAX_PATH = 400;

    /// @throws UnusableInputException D-706 if the hub's words could lead out of the folder, or cannot be checked against what arrives
    public HubFile {
        List<String> steps = Arrays.asList(path.split("/", -1));
        if (path.length() > MAX_PATH
                || UNSAFE.matcher(path).find()
                || steps.stream().anyMatch(step -> step.isBlank() || step.equals(".") || step.equals("..") || step.endsWith(" "))) {
            throw new UnusableInputException("D-706",
                    "The hub names a file ‘%.100s’, which would not lie inside the model's folder. Nothing was downloaded.".formatted(path));
        }
        if (bytes < 0 || !HASH.matcher(hash).matches()) {
            throw new UnusableInputException("D-706",
                    "The hub does not say how large ‘%.100s’ is and what its hash is, so that it could not be checked. Nothing was downloaded.".formatted(path));
        }
    }

    /// Its name without folders.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isInRoot() {
        return path.indexOf('/') < 0;
    }

    /// Whether the hash is a SHA-256, else Git's.
    boolean hasSha256() {
        return hash.length() == SHA256_DIGITS;
    }
}
