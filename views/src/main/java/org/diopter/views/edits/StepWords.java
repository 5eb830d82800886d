package org.diopter.views.edits;

import java.util.List;
import java.util.Optional;
import org.diopter.views.kit.Texts;
import org.diopter.views.prompt.Prompt;

/// Steps of the history in words, worked out from the studies before and after.
final class StepWords {
    private static final Texts TEXTS = Texts.of(StepWords.class);
    private static final int LONGEST = 40;

    private StepWords() {}

    /// What a history begins with.
    static String start() {
        return TEXTS.get("step.start");
    }

    /// What led from one study to the other.
    static String between(StudyState before, StudyState after) {
        if (!before.prompt().equals(after.prompt())) {
            return prompt(before.prompt(), after.prompt());
        }
        if (!before.lens().equals(after.lens())) {
            return lens(before.lens(), after.lens());
        }
        return cards(before.cards(), after.cards());
    }

    private static String prompt(Prompt before, Prompt after) {
        if (before.number() != after.number()) {
            return TEXTS.get("step.prompt-chosen", after.name());
        }
        boolean isNamed = before.text().equals(after.text()) && before.tokens().equals(after.tokens());
        return isNamed ? TEXTS.get("step.prompt-named", after.name()) : TEXTS.get("step.prompt", shortened(after.text()));
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ').strip();
        return line.codePointCount(0, line.length()) <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static String lens(LensUse before, LensUse after) {
        return after.sha256().equals(before.sha256()) || !after.hasLens()
                ? TEXTS.get("step.lens." + after.mode())
                : TEXTS.get("step.lens-opened", after.name());
    }

    private static String cards(EditCards before, EditCards after) {
        if (!before.policy().equals(after.policy()) && before.all().equals(after.all())) {
            return policy(before.policy(), after.policy());
        }
        List<EditCard> added = after.all().stream().filter(card -> before.card(card.number()).isEmpty()).toList();
        List<EditCard> removed = before.all().stream().filter(card -> after.card(card.number()).isEmpty()).toList();
        if (added.size() == 1 && removed.isEmpty()) {
            return TEXTS.get("step.add", words(added.getFirst()));
        }
        if (removed.size() == 1 && added.isEmpty()) {
            return TEXTS.get("step.remove", words(removed.getFirst()));
        }
        if (after.isEmpty()) {
            return TEXTS.get("step.clear");
        }
        List<EditCard> changed = after.all().stream().filter(card -> !before.all().contains(card)).toList();
        if (added.isEmpty() && removed.isEmpty() && changed.size() == 1) {
            EditCard card = changed.getFirst();
            return before.card(card.number()).map(old -> change(old, card)).orElseThrow();
        }
        return TEXTS.get(changed.isEmpty() && !before.all().equals(after.all()) ? "step.order" : "step.stack");
    }

    private static String policy(Optional<PolicyCard> before, Optional<PolicyCard> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return TEXTS.get(before.isEmpty() ? "step.add" : "step.remove", TEXTS.get("step.policy"));
        }
        return TEXTS.get(key(before.get().muted(), after.get().muted(), before.get().solo(), after.get().solo()), TEXTS.get("step.policy"));
    }

    private static String change(EditCard before, EditCard after) {
        return TEXTS.get(key(before.muted(), after.muted(), before.solo(), after.solo()), words(after));
    }

    private static String key(boolean wasMuted, boolean muted, boolean wasSolo, boolean solo) {
        if (wasMuted != muted) {
            return muted ? "step.mute" : "step.unmute";
        }
        if (wasSolo != solo) {
            return solo ? "step.solo" : "step.unsolo";
        }
        return "step.change";
    }

    private static String words(EditCard card) {
        EditWords words = EditWords.of(card.edit());
        return words.title() + ", " + words.place();
    }
}
