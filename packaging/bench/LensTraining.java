import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Workbench;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.Recipe;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Times steps of lens training, all layers, 256 random tokens a step, from the checkout, once `./diopter --version` has built it:
///
///     java --enable-native-access=ALL-UNNAMED -cp "app/target/app.jar:app/target/lib/*" packaging/bench/LensTraining.java MODEL HOME paper|fast [STEPS]
///
/// MODEL is a folder, HOME a folder for what is derived. Prints the median step between measurements: wall and processor time, tokens per second.
class LensTraining {
    private static final int TOKENS = 256;
    private static final int SEQUENCES = 300;

    static void main(String[] arguments) {
        Recipe recipe = arguments[2].equals("paper") ? Recipe.PAPER : Recipe.FAST;
        int steps = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
        Random random = new Random(0);
        try (Workbench workbench = new OnnxWorkbench(
                new EngineOptions(ProviderChoice.CPU, Runtime.getRuntime().availableProcessors(), Path.of(arguments[1])))) {
            OpenModel model = workbench.open(Path.of(arguments[0]), Progress.NONE);
            TrainingText text = TrainingText.of(IntStream.range(0, SEQUENCES)
                    .mapToObj(_ -> TokenSequence.of(random.ints(TOKENS, 0, model.card().vocabulary()).toArray()))
                    .toList());
            TrainingControl control = new TrainingControl();
            Steps times = new Steps(control, steps);
            model.lenses().train("bench", text, TrainingPlan.of(recipe, 250L * TOKENS), false, control, times);
            times.print(arguments[2]);
        }
    }

    /// Ends the training after so many steps.
    private static final class Steps implements TrainingListener {
        private final TrainingControl control;
        private final int wanted;
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> processor = new ArrayList<>();
        private double before = Double.NaN;
        private double processorBefore;
        private long tokens;

        Steps(TrainingControl control, int wanted) {
            this.control = control;
            this.wanted = wanted;
        }

        @Override
        public void progressed(TrainingProgress progress) {
            if (!Double.isNaN(before)) {
                seconds.add(progress.seconds() - before);
                processor.add(processorSeconds() - processorBefore);
            }
            before = progress.seconds();
            processorBefore = processorSeconds();
            tokens = progress.tokens() / progress.step();
            if (seconds.size() == wanted) {
                control.stop();
            }
        }

        @Override
        public void measured(List<CurvePoint> points) {
            before = Double.NaN;
        }

        private static double processorSeconds() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
        }

        void print(String recipe) {
            double wall = median(seconds);
            System.out.printf("lens training, %s: %.0f ms a step of %d tokens, %.0f tokens/s, %.0f ms processor%n",
                    recipe, 1e3 * wall, tokens, tokens / wall, 1e3 * median(processor));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
        }
    }
}
