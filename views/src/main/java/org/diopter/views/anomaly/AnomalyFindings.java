package org.diopter.views.anomaly;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.AnomalyReport;
import org.diopter.engine.data.AnomalyReport.DetectorResult;
import org.diopter.engine.data.AnomalyReport.TestedPrompt;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.views.figure.Provenance;

/// What was found among normal and suspect prompts, through one or two lenses. All reports have tested the same prompts.
///
/// @param normal in the order of their file
/// @param suspect in the order of their file; where they were made of normal ones, prompt i of normal prompt i
/// @param injected whether suspect prompts were made of the normal ones
/// @param readings the logit lens first
public record AnomalyFindings(List<OptionPrompt> normal, List<OptionPrompt> suspect, boolean injected, List<Reading> readings) {
    /// What one lens sees.
    ///
    /// @param lens its name, for people
    /// @param normal what is read of normal prompts
    /// @param suspect what is read of suspect prompts
    public record Reading(
            String lens, AnomalyReport report, List<OptionTrajectory> normal, List<OptionTrajectory> suspect, Provenance provenance) {
        public Reading {
            normal = List.copyOf(normal);
            suspect = List.copyOf(suspect);
        }

        /// What a detector says, if it could be used.
        public Optional<DetectorResult> detector(DetectorChoice choice) {
            return report.detectors().stream().filter(choice::names).findFirst();
        }
    }

    public AnomalyFindings {
        normal = List.copyOf(normal);
        suspect = List.copyOf(suspect);
        readings = List.copyOf(readings);
    }

    /// The prompts that detectors were judged by.
    public List<TestedPrompt> tested() {
        return readings.getFirst().report().tested();
    }

    /// The text and options of a tested prompt.
    public OptionPrompt prompt(TestedPrompt tested) {
        return (tested.suspect() ? suspect : normal).get(tested.index());
    }
}
