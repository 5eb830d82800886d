package org.diopter.engine.data;

import java.util.List;

/// How well detectors that have seen normal prompts only tell suspect ones from other normal ones.
///
/// @param detectors what each says
/// @param tested the prompts they were judged by: normal ones that none has seen, then all suspect ones
/// @param learned how many normal prompts they have learned from
/// @param notes sentences about detectors that could not be used
public record AnomalyReport(List<DetectorResult> detectors, List<TestedPrompt> tested, int learned, List<String> notes) {
    public AnomalyReport {
        detectors = List.copyOf(detectors);
        tested = List.copyOf(tested);
        notes = List.copyOf(notes);
    }

    /// What one detector says.
    ///
    /// @param name of the detector: `isolation-forest`, `local-outlier-factor` or `relative-mahalanobis`
    /// @param features what it looks at: `trajectory` (log-probability of every option at every layer) or `final-state` (the stream at layer L)
    /// @param scores one for each tested prompt, in order; the higher, the more anomalous
    public record DetectorResult(String name, String features, Auroc auroc, List<Double> scores) {
        public DetectorResult {
            scores = List.copyOf(scores);
        }
    }

    /// A prompt that detectors were judged by.
    ///
    /// @param suspect which of the two files it is from
    /// @param index in that file, from 0
    /// @param layerDeviation per layer 0 … L, how unlike normal prompts its options are read there, in standard deviations
    public record TestedPrompt(boolean suspect, int index, List<Double> layerDeviation) {
        public TestedPrompt {
            layerDeviation = List.copyOf(layerDeviation);
        }
    }
}
