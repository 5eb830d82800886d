package org.diopter.views.figure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Where a figure's numbers come from: enough to make them again. It goes into every exported file (UI guide §10.7).
///
/// @param version of Diopter
/// @param model its name
/// @param modelSha256 of its weights, hexadecimal
/// @param lens its name: `logit lens`; empty where nothing is read through one
/// @param lensSha256 of its file, or empty if it has none
/// @param prompt its text, for captions
/// @param promptSha256 of its text; empty where there is no prompt
/// @param tokens how many tokens the prompt has
/// @param edits the active edits as the command line writes them, or `none`
/// @param cache the policy of the key-value caches with its timing, or `none` if everything stays
/// @param provider with its precision: `CPU, float32`
/// @param time when the run ended
/// @param study the whole study as JSON, or empty
public record Provenance(
        String version,
        String model,
        String modelSha256,
        String lens,
        String lensSha256,
        String prompt,
        String promptSha256,
        int tokens,
        String edits,
        String cache,
        long seed,
        String provider,
        Instant time,
        String study) {

    private static final int SHORT_HASH = 8;
    private static final int LONGEST_QUOTE = 160;

    /// The line that files carry.
    ///
    /// @param statistic name, unit and range of what is shown
    /// @param reproducible leaves the time out, so that equal input gives equal files
    public String line(String statistic, boolean reproducible) {
        List<String> parts = new ArrayList<>(List.of("diopter " + version, "model " + model + hash(modelSha256)));
        if (!lens.isEmpty()) {
            parts.add("lens " + lens + hash(lensSha256));
        }
        if (!promptSha256.isEmpty()) {
            parts.add("prompt sha256 " + shortened(promptSha256) + ", " + tokens + (tokens == 1 ? " token" : " tokens"));
        }
        parts.addAll(List.of(
                "edits " + edits, "statistic " + statistic, "cache " + cache, "seed " + seed, "provider " + provider));
        if (!reproducible) {
            parts.add(time.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return String.join("; ", parts);
    }

    /// The prompt on one line, cut where it is long: for captions.
    String quotedPrompt() {
        String line = TokenGlyphs.visible(prompt);
        int most = Math.min(line.codePointCount(0, line.length()), LONGEST_QUOTE);
        int end = line.offsetByCodePoints(0, most);
        return "“" + line.substring(0, end) + (end < line.length() ? "…" : "") + "”";
    }

    private static String hash(String sha256) {
        return sha256.isEmpty() ? "" : " sha256 " + shortened(sha256);
    }

    private static String shortened(String sha256) {
        return sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
    }

    /// The same source under another policy.
    ///
    /// @param policy with its timing
    public Provenance under(String policy) {
        return new Provenance(version, model, modelSha256, lens, lensSha256, prompt, promptSha256, tokens, edits, policy, seed, provider, time, study);
    }
}
