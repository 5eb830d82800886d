import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.math.ExactDecomposer;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/// Times the figures of "Rank reduction" in docs/performance.md, from the checkout, once `./diopter --version` has built it:
///
///     java --enable-native-access=ALL-UNNAMED -cp "app/target/app.jar:app/target/lib/*" packaging/bench/RankReduction.java MODEL HOME
///
/// MODEL is a folder of GPT-2's shape, HOME a folder for what is derived. Medians of seven, in milliseconds, the first of each kind left out.
class RankReduction {
    private static final int TIMES = 7;
    private static final int TOKENS = 50;
    private static final Random RANDOM = new Random(0);

    static void main(String[] arguments) {
        Path home = Path.of(arguments[1]);
        try (Workbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, Runtime.getRuntime().availableProcessors(), home))) {
            OpenModel model = workbench.open(Path.of(arguments[0]), Progress.NONE);
            Reading all = Reading.everything(TOKENS);
            print("a full run, whole grid", i -> timed(workbench, study(model, tokens(model), ""), all).whole());
            TokenSequence tokens = tokens(model);
            timed(workbench, study(model, tokens, ""), all);
            print("a step: selected column", i -> timed(workbench, study(model, tokens, rank(i)), all.ofChanges()).column());
            print("a step: whole grid of changes", i -> timed(workbench, study(model, tokens, rank(100 + i)), all.ofChanges()).whole());
            print("a step: whole grid, every statistic", i -> timed(workbench, study(model, tokens, rank(200 + i)), all).whole());
        }
        ExactDecomposer decomposer = new ExactDecomposer(OpenBlas.start(home.resolve("natives"), Runtime.getRuntime().availableProcessors()));
        FMatrixRMaj matrix = RandomMatrices_FDRM.rectangle(768, 3072, -1, 1, RANDOM);
        print("decomposition of 768 × 3072", i -> {
            long start = System.nanoTime();
            decomposer.decompose(matrix, Progress.NONE);
            return System.nanoTime() - start;
        });
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

    private static Study study(OpenModel model, TokenSequence tokens, String edit) {
        return new Study(model.id(), tokens, new LensChoice.Logit(), edit.isEmpty() ? EditStack.NONE : EditStack.parse(List.of(edit)));
    }

    private static TokenSequence tokens(OpenModel model) {
        return TokenSequence.of(RANDOM.ints(TOKENS, 0, model.card().vocabulary()).toArray());
    }

    private static String rank(int step) {
        return "rank:block=6,matrix=mlp.out,keep=" + (50 + step);
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
