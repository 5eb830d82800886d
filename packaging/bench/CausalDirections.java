import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Times the toggle of "Causal directions" in docs/performance.md, from the checkout, once `./diopter --version` has built it:
///
///     java --enable-native-access=ALL-UNNAMED -cp "app/target/app.jar:app/target/lib/*" packaging/bench/CausalDirections.java MODEL HOME
///
/// MODEL is any model's folder, HOME a folder for what is derived. Directions of the middle layer, found in random tokens, are switched off in ever other
/// combinations. Medians of nine, in milliseconds, the first left out; the search is timed once, in seconds.
class CausalDirections {
    private static final int TIMES = 9;
    private static final int TOKENS = 50;
    private static final int DIRECTIONS = 10;
    private static final Random RANDOM = new Random(0);

    static void main(String[] arguments) {
        Path home = Path.of(arguments[1]);
        try (Workbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, Runtime.getRuntime().availableProcessors(), home))) {
            OpenModel model = workbench.open(Path.of(arguments[0]), Progress.NONE);
            int layer = model.card().layers() / 2;
            TrainingText text = TrainingText.of(List.of(tokens(model, 129), tokens(model, 129)));
            long start = System.nanoTime();
            FoundBasis basis = model.directions().extract(new BasisPlan(layer, DIRECTIONS, Ablation.MEAN, 256, 0, start), new LensChoice.Logit(), text,
                    BasisExtraction.Listener.NONE, new Cancellation());
            System.out.printf("%-40s %6.1f s%n", "search, 256 states and 10 directions", (System.nanoTime() - start) / 1e9);
            int evaluations = basis.basis().directions().stream().mapToInt(direction -> direction.evaluations()).sum();
            System.out.printf("%-40s %6d%n", "evaluations of all 256 states", evaluations);
            Reading all = Reading.everything(TOKENS);
            TokenSequence tokens = tokens(model, TOKENS);
            timed(workbench, study(model, tokens, EditStack.NONE), all);
            print("a toggle: selected column", i -> timed(workbench, study(model, tokens, toggled(layer, basis, i)), all.ofChanges()).column());
            print("a toggle: whole grid of changes", i -> timed(workbench, study(model, tokens, toggled(layer, basis, 100 + i)), all.ofChanges()).whole());
        }
    }

    private interface Timed {
        long nanos(int time);
    }

    private record Times(long column, long whole) {}

    private static Times timed(Workbench workbench, Study study, Reading reading) {
        long start = System.nanoTime();
        AtomicLong first = new AtomicLong();
        workbench.run(study, reading, new RunListener() {
            @Override
            public void columnsRead(Trajectory trajectory) {
                first.compareAndSet(0, System.nanoTime() - start);
            }
        }).await();
        return new Times(first.get(), System.nanoTime() - start);
    }

    private static Study study(OpenModel model, TokenSequence tokens, EditStack edits) {
        return new Study(model.id(), tokens, new LensChoice.Logit(), edits);
    }

    /// Directions by the bits of a number: no two toggles are the same.
    private static EditStack toggled(int layer, FoundBasis basis, int step) {
        List<Integer> off = IntStream.range(0, DIRECTIONS).filter(direction -> (step + 1 >> direction & 1) == 1).boxed().toList();
        return EditStack.of(AblateDirections.of(layer, basis.reference(), off, Ablation.MEAN));
    }

    private static TokenSequence tokens(OpenModel model, int count) {
        return TokenSequence.of(RANDOM.ints(count, 0, model.card().vocabulary()).toArray());
    }

    private static void print(String what, Timed timed) {
        long[] nanos = new long[TIMES];
        timed.nanos(TIMES);
        for (int i = 0; i < TIMES; i++) {
            nanos[i] = timed.nanos(i);
        }
        Arrays.sort(nanos);
        System.out.printf("%-40s %6.0f ms%n", what, nanos[TIMES / 2] / 1e6);
    }
}
