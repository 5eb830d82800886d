package org.diopter.views.anomaly;

/// The end of a prompt, for tables: it tells prompts apart better than the beginning, which examples share.
final class PromptEnd {
    private static final int LONGEST = 300;

    private PromptEnd() {}

    static String of(String line) {
        return line.length() <= LONGEST ? line : "…" + line.substring(line.length() - LONGEST);
    }
}
