package org.diopter.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.diopter.engine.data.AnomalyReport.DetectorResult;
import org.diopter.engine.data.AnomalyReport.TestedPrompt;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// Finds prompts that make the model's stream take an unusual way, as injected instructions do (arXiv 2303.08112 §5): detectors learn from three
/// quarters of the normal prompts and are judged by the rest and all suspect ones.
///
/// @param seed of the division, the isolation forest and the bootstrap
/// @param resamples of the bootstrap
public record InjectionDetection(long seed, int resamples) {
    private static final double TRAIN_SHARE = 0.75;
    private static final int RESAMPLES = 1000;
    private static final String TRAJECTORY = "trajectory";
    private static final String FINAL_STATE = "final-state";

    /// As published.
    public InjectionDetection(long seed) {
        this(seed, RESAMPLES);
    }

    /// Runs all prompts and judges.
    ///
    /// @param reader Not closed.
    /// @param normal prompts with as many options each as the suspect ones
    /// @throws UnusableInputException if prompts are too few, too long or do not go together
    public AnomalyReport run(
            OptionReader reader, List<OptionPrompt> normal, List<OptionPrompt> suspect, Progress progress, Cancellation cancellation) {
        requireSameOptions(normal, suspect);
        progress.stage("Read normal prompts", 1, 2);
        List<OptionTrajectory> usual = reader.readAll(normal, progress, cancellation);
        progress.stage("Read suspect prompts", 2, 2);
        return judge(usual, reader.readAll(suspect, progress, cancellation));
    }

    /// Looks whether prompts go together, before they are read.
    ///
    /// @throws UnusableInputException if there are none of one side, or they differ in how many options they have
    public static void requireSameOptions(List<OptionPrompt> normal, List<OptionPrompt> suspect) {
        if (normal.isEmpty() || suspect.isEmpty()) {
            throw FeatureRows.tooFew("There are %d normal and %d suspect prompts. Give some of both.".formatted(normal.size(), suspect.size()));
        }
        int options = normal.getFirst().options().size();
        Stream.concat(normal.stream(), suspect.stream()).mapToInt(prompt -> prompt.options().size()).filter(count -> count != options).findFirst().ifPresent(count -> {
            throw new UnusableInputException(
                    "D-403", "Normal prompts have %d options, suspect ones %d. All must have as many.".formatted(options, count));
        });
    }

    /// Judges what was read.
    ///
    /// A detector that cannot learn from so few prompts is left out with a note.
    ///
    /// @param normal in the order of their file
    /// @param suspect in the order of their file
    /// @throws UnusableInputException if no detector can be used
    public AnomalyReport judge(List<OptionTrajectory> normal, List<OptionTrajectory> suspect) {
        TrainTestSplit split = TrainTestSplit.of(normal.size(), TRAIN_SHARE, seed);
        List<OptionTrajectory> train = split.train().stream().map(normal::get).toList();
        List<OptionTrajectory> test = Stream.concat(split.test().stream().map(normal::get), suspect.stream()).toList();
        boolean[] anomalous = new boolean[test.size()];
        Arrays.fill(anomalous, split.test().size(), test.size(), true);
        List<DetectorResult> results = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Candidate candidate : candidates()) {
            try {
                results.add(candidate.judge(train, test, anomalous, this));
            } catch (UnusableInputException e) {
                notes.add("%s on %s was left out. %s".formatted(candidate.name, candidate.features, e.sentence()));
            }
        }
        if (results.isEmpty()) {
            throw FeatureRows.tooFew(String.join(" ", notes));
        }
        return new AnomalyReport(results, tested(split, suspect.size(), train, test), train.size(), notes);
    }

    private List<Candidate> candidates() {
        return List.of(
                new Candidate("isolation-forest", TRAJECTORY, OptionTrajectory::features, rows -> IsolationForest.fit(rows, seed)::scores),
                new Candidate("local-outlier-factor", TRAJECTORY, OptionTrajectory::features,
                        rows -> LocalOutlierFactor.fit(rows, LocalOutlierFactor.NEIGHBOURS)::scores),
                new Candidate("relative-mahalanobis", TRAJECTORY, OptionTrajectory::features, InjectionDetection::mahalanobis),
                new Candidate("relative-mahalanobis", FINAL_STATE, OptionTrajectory::finalState, InjectionDetection::mahalanobis));
    }

    /// Of the features that vary: a constant one has no inverse variance.
    private static Scorer mahalanobis(double[][] train) {
        FeatureRows.requireFit(train);
        VaryingFeatures varying = VaryingFeatures.of(train);
        RelativeMahalanobis detector = RelativeMahalanobis.fit(varying.from(train));
        return rows -> detector.scores(varying.from(rows));
    }

    /// Scores rows.
    @FunctionalInterface
    private interface Scorer {
        double[] scores(double[][] rows);
    }

    /// A detector that may be used.
    ///
    /// @param extract the features of a prompt
    /// @param fit learns from normal rows
    private record Candidate(
            String name, String features, Function<OptionTrajectory, double[]> extract, Function<double[][], Scorer> fit) {

        DetectorResult judge(List<OptionTrajectory> train, List<OptionTrajectory> test, boolean[] anomalous, InjectionDetection settings) {
            double[] scores = fit.apply(rows(train)).scores(rows(test));
            Auroc auroc = Auroc.of(scores, anomalous, settings.resamples, settings.seed);
            return new DetectorResult(name, features, auroc, boxed(scores));
        }

        private double[][] rows(List<OptionTrajectory> trajectories) {
            return trajectories.stream().map(extract).toArray(double[][]::new);
        }
    }

    private static List<TestedPrompt> tested(TrainTestSplit split, int suspects, List<OptionTrajectory> train, List<OptionTrajectory> test) {
        LayerDeviation deviation = LayerDeviation.fit(train);
        List<TestedPrompt> tested = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            boolean suspect = i >= test.size() - suspects;
            int index = suspect ? i - split.test().size() : split.test().get(i);
            tested.add(new TestedPrompt(suspect, index, boxed(deviation.of(test.get(i)))));
        }
        return tested;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
