package org.diopter.views.anomaly;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.data.AnomalyReport.DetectorResult;
import org.diopter.engine.data.AnomalyReport.TestedPrompt;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.views.anomaly.AnomalyFindings.Reading;
import org.diopter.views.anomaly.ScoredPrompt.Verdict;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the anomaly view shows: the prompts, what detectors say of them through the chosen lens, and the prompt that is looked at.
public final class AnomalyModel {
    private final ObjectProperty<AnomalyInput> input = new SimpleObjectProperty<>(AnomalyInput.INITIAL);
    private final ObjectProperty<@Nullable AnomalyFindings> findings = new SimpleObjectProperty<>();
    private final ObjectProperty<DetectorChoice> detector = new SimpleObjectProperty<>(DetectorChoice.FIRST);
    private final BooleanProperty throughLens = new SimpleBooleanProperty(true);
    private final DoubleProperty threshold = new SimpleDoubleProperty();
    private final ObjectProperty<PromptFilter> filter = new SimpleObjectProperty<>(PromptFilter.ALL);
    private final ObjectProperty<@Nullable ScoredPrompt> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Findings> depths = new SimpleObjectProperty<>();
    private final BooleanProperty showsNumbers = new SimpleBooleanProperty();
    private final BooleanProperty asTable = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<ScoredPrompt>> prompts = new ReadOnlyObjectWrapper<>(List.of());

    public AnomalyModel() {
        Watch.all(this::chooseThreshold, findings, detector, throughLens);
        Watch.all(this::score, findings, detector, throughLens, threshold, filter);
    }

    /// Which prompts are looked at.
    public ObjectProperty<AnomalyInput> input() {
        return input;
    }

    /// What was found; null before the first time.
    public ObjectProperty<@Nullable AnomalyFindings> findings() {
        return findings;
    }

    /// Whose scores are shown.
    public ObjectProperty<DetectorChoice> detector() {
        return detector;
    }

    /// Whether the model's own lens is looked through where it has one, else the logit lens.
    public BooleanProperty throughLens() {
        return throughLens;
    }

    /// From which score on a prompt is an alarm.
    public DoubleProperty threshold() {
        return threshold;
    }

    public ObjectProperty<PromptFilter> filter() {
        return filter;
    }

    /// The prompt that is looked at; null before the first time.
    public ObjectProperty<@Nullable ScoredPrompt> selected() {
        return selected;
    }

    /// What the stream of the selected prompt says; null while it is not known.
    public ObjectProperty<@Nullable Findings> depths() {
        return depths;
    }

    /// Whether the strip writes its numbers.
    public BooleanProperty showsNumbers() {
        return showsNumbers;
    }

    public BooleanProperty asTable() {
        return asTable;
    }

    /// The tested prompts that the filter leaves, the highest score first.
    public ReadOnlyObjectProperty<List<ScoredPrompt>> prompts() {
        return prompts.getReadOnlyProperty();
    }

    /// What is read through the chosen lens.
    public Optional<Reading> reading() {
        return Optional.ofNullable(findings.get()).map(found -> throughLens.get() ? found.readings().getLast() : found.readings().getFirst());
    }

    /// What the chosen detector says through the chosen lens.
    public Optional<DetectorResult> result() {
        return reading().flatMap(reading -> reading.detector(detector.get()).or(() -> reading.report().detectors().stream().findFirst()));
    }

    /// The detectors that could be used.
    List<DetectorChoice> detectors() {
        return reading().map(reading -> reading.report().detectors().stream().map(DetectorChoice::of).toList()).orElse(List.of());
    }

    /// The chosen detector's curve through a reading's lens.
    Optional<RocCurve> roc(Reading reading) {
        return reading.detector(detector.get())
                .map(result -> RocCurve.of(result.scores(), reading.report().tested().stream().map(TestedPrompt::suspect).toList()));
    }

    /// What is read of a tested prompt's options.
    Optional<OptionTrajectory> options(TestedPrompt tested) {
        return reading().map(reading -> (tested.suspect() ? reading.suspect() : reading.normal()).get(tested.index()));
    }

    /// The prompt that a suspect one was made of, if it was made here.
    Optional<OptionTrajectory> withoutInjection(TestedPrompt tested) {
        return reading().filter(_ -> tested.suspect() && findings.get() != null && findings.get().injected())
                .map(reading -> reading.normal().get(tested.index()));
    }

    private void chooseThreshold() {
        reading().flatMap(this::roc).ifPresent(curve -> threshold.set(curve.bestThreshold()));
    }

    private void score() {
        AnomalyFindings found = findings.get();
        Optional<DetectorResult> result = result();
        if (found == null || result.isEmpty()) {
            prompts.set(List.of());
            selected.set(null);
            return;
        }
        List<ScoredPrompt> all = IntStream.range(0, found.tested().size()).mapToObj(place -> scored(found, result.get(), place))
                .sorted(Comparator.comparingDouble(ScoredPrompt::score).reversed())
                .toList();
        List<ScoredPrompt> left = all.stream().filter(prompt -> filter.get().passes(prompt.verdict())).toList();
        ScoredPrompt before = selected.get();
        prompts.set(left);
        selected.set(left.stream().filter(prompt -> before != null && prompt.place() == before.place()).findFirst()
                .or(() -> left.stream().findFirst()).orElse(null));
    }

    private ScoredPrompt scored(AnomalyFindings found, DetectorResult result, int place) {
        TestedPrompt tested = found.tested().get(place);
        OptionPrompt prompt = found.prompt(tested);
        double score = result.scores().get(place);
        double[] last = options(tested).map(read -> read.logProbabilities()[read.logProbabilities().length - 1]).orElse(new double[0]);
        String answer = IntStream.range(0, last.length).boxed().max(Comparator.comparingDouble(i -> last[i]))
                .map(option -> prompt.options().get(option).strip()).orElse("");
        String line = prompt.text().strip().replaceAll("\\s+", " ");
        return new ScoredPrompt(place, tested, line, score, Verdict.of(tested.suspect(), score >= threshold.get()), answer);
    }
}
