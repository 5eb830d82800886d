package org.diopter.app.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Texts;

/// A job in words.
final class JobText {
    static final Texts TEXTS = Texts.of(JobText.class);

    private JobText() {}

    /// Where it is: `Stage 3 of 5: build blocks, 18 of 30`.
    static String stage(JobState state) {
        if (state.stages() == 0) {
            return "";
        }
        String stage = lower(state.stage());
        String items = state.total() > 1 ? TEXTS.get("items", stage, amount(state, state.done()), amount(state, state.total())) : stage;
        return state.stages() == 1 ? capital(items) : TEXTS.get("stage", state.number(), state.stages(), items);
    }

    private static String amount(JobState state, long value) {
        return state.inBytes() ? Numbers.bytes(value) : Numbers.count(value);
    }

    /// How long it took and takes: `58 %, 3.1 s elapsed, about 2.2 s left`; how fast, where bytes come: `12 MB/s`.
    static String timing(JobState state) {
        if (state.cancelling() && state.running()) {
            return TEXTS.get("cancelling");
        }
        List<String> parts = new ArrayList<>();
        state.fraction().ifPresent(f -> parts.add(TEXTS.get("per-cent", Math.round(100 * f))));
        if (state.inBytes()) {
            state.rate().ifPresent(rate -> parts.add(TEXTS.get("rate", Numbers.bytes(Math.round(rate)))));
        }
        parts.add(TEXTS.get("elapsed", seconds(state.elapsed().toMillis())));
        state.remaining().ifPresent(left -> parts.add(TEXTS.get("left", seconds(left.toMillis()))));
        return String.join(", ", parts);
    }

    /// How long a stage took.
    static String took(JobState.Past past) {
        return seconds(past.took().toMillis());
    }

    /// How it ended.
    static String end(JobState state) {
        return state.end().map(end -> TEXTS.get("end." + end, seconds(state.elapsed().toMillis()))).orElse("");
    }

    /// Tenths of a second below ten seconds.
    private static String seconds(long millis) {
        return millis >= 1_000 && millis < 10_000 ? Numbers.fixed(millis / 1000.0, 1) + " s" : Numbers.duration(millis);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
