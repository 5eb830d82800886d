import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.data.Task;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;

/// Times what a search saves by running edited blocks and those above only (docs/performance.md, "Rank reduction"), from the checkout, once
/// `./diopter --version` has built it:
///
///     java --enable-native-access=ALL-UNNAMED -cp "app/target/app.jar:app/target/lib/*" packaging/bench/SearchReuse.java MODEL HOME TASK FILE [ITEMS]
///
/// A cell of block 0 runs every block again, as a loop without re-use does for every cell. Of each block, three matrices of the MLP are timed at one share
/// after a first, uncounted cell; all nine shares cost the same.
class SearchReuse {
    private static final int SHARES = 9;
    private static final List<MatrixKind> KINDS = List.of(MatrixKind.MLP_GATE, MatrixKind.MLP_UP, MatrixKind.MLP_DOWN);

    static void main(String[] arguments) {
        EngineOptions options = new EngineOptions(ProviderChoice.CPU, Runtime.getRuntime().availableProcessors(), Path.of(arguments[1]));
        Task task = TaskKind.of(arguments[2]).read(Path.of(arguments[3]));
        int[] items = IntStream.range(0, Math.min(task.items().size(), arguments.length > 4 ? Integer.parseInt(arguments[4]) : 500)).toArray();
        try (Workbench workbench = new OnnxWorkbench(options)) {
            OpenModel model = workbench.open(Path.of(arguments[0]), Progress.NONE);
            try (TaskEvaluator evaluator = workbench.evaluator(model.id(), task, 512L << 20)) {
                int blocks = model.card().layers();
                List<Integer> timed = IntStream.range(0, 8).map(i -> i * blocks / 8).boxed().toList();
                evaluator.evaluate(List.of(), items, Progress.NONE);
                List<Double> millis = new ArrayList<>();
                for (int block : timed) {
                    millis.add(KINDS.stream().mapToDouble(kind -> cell(evaluator, new MatrixId(block, kind), items)).average().orElseThrow());
                    System.out.printf("a cell of block %d %8.0f ms%n", block, millis.getLast());
                }
                double reused = KINDS.size() * SHARES * millis.stream().mapToDouble(Double::doubleValue).sum() / 1000;
                double naive = KINDS.size() * SHARES * timed.size() * millis.getFirst() / 1000;
                System.out.printf("8 blocks × 3 matrices × 9 shares × %d items: %.0f s, without re-use %.0f s, %.2f times as long%n",
                        items.length, reused, naive, naive / reused);
            }
        }
    }

    private static double cell(TaskEvaluator evaluator, MatrixId matrix, int[] items) {
        List<Reduction> reduction = List.of(new Reduction(matrix, new BigDecimal("0.2")));
        evaluator.evaluate(reduction, Arrays.copyOf(items, items.length), Progress.NONE);
        long start = System.nanoTime();
        evaluator.evaluate(reduction, items, Progress.NONE);
        return (System.nanoTime() - start) / 1e6;
    }
}
