package org.diopter.views.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.diopter.engine.data.InjectionDetection;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.data.PromptInjection;
import org.diopter.views.anomaly.AnomalyFindings.Reading;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;

/// Made-up findings: injected prompts are longer, and what is read of them differs with their length.
final class AnomalyExamples {
    private AnomalyExamples() {}

    static AnomalyFindings findings() {
        List<OptionPrompt> normal = new ArrayList<>();
        List<OptionPrompt> suspect = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            OptionPrompt prompt = new OptionPrompt("Question " + i + "?\nAnswer:", List.of(" yes", " no"), OptionalInt.of(i % 2));
            normal.add(prompt);
            suspect.add(PromptInjection.DEFAULT.into(prompt, i));
        }
        return new AnomalyFindings(normal, suspect, true, List.of(reading("logit lens", normal, suspect), reading("tuned lens mine", normal, suspect)));
    }

    private static Reading reading(String lens, List<OptionPrompt> normal, List<OptionPrompt> suspect) {
        List<OptionTrajectory> usual = MadeUp.options(normal);
        List<OptionTrajectory> unusual = MadeUp.options(suspect);
        return new Reading(lens, new InjectionDetection(1, 50).judge(usual, unusual), usual, unusual, MadeUp.findings(Words.PROMPT).provenance());
    }
}
