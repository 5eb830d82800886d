package org.diopter.views.anomaly;

import org.diopter.engine.data.AnomalyReport.TestedPrompt;

/// A tested prompt with what the chosen detector says of it.
///
/// @param place in the report
/// @param line its text on one line
/// @param answer the option that the model finds most likely
public record ScoredPrompt(int place, TestedPrompt tested, String line, double score, Verdict verdict, String answer) {
    /// Whether the detector was right.
    public enum Verdict {
        FOUND,
        MISSED,
        FALSE_ALARM,
        PASSED;

        static Verdict of(boolean suspect, boolean alarm) {
            return suspect ? (alarm ? FOUND : MISSED) : (alarm ? FALSE_ALARM : PASSED);
        }
    }
}
