package org.diopter.views.anomaly;

import org.diopter.views.anomaly.ScoredPrompt.Verdict;

/// Which prompts the table lists.
public enum PromptFilter {
    ALL,
    MISSED,
    FALSE_ALARMS;

    boolean passes(Verdict verdict) {
        return switch (this) {
            case ALL -> true;
            case MISSED -> verdict == Verdict.MISSED;
            case FALSE_ALARMS -> verdict == Verdict.FALSE_ALARM;
        };
    }
}
