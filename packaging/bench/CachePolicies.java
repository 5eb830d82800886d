import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.cache.CachePass;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Simulation;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NativeBlocks;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.tokenizer.TokenSequence;

/// Times the figures of "Cache policies" in docs/performance.md, from the checkout, once `./diopter --version` has built it:
///
///     java --enable-native-access=ALL-UNNAMED -cp "app/target/app.jar:app/target/lib/*" packaging/bench/CachePolicies.java MODEL [TOKENS]
///
/// MODEL is a folder of GPT-2's shape. Medians of five, in milliseconds, taken in turns so that what else the machine does falls on all alike.
class CachePolicies {
    private static final int TIMES = 5;
    private static final Cancellation GO = new Cancellation();
    private static final String[] POLICIES = {"full", "local:ratio=0.2", "h2o:ratio=0.2", "a2sf:ratio=0.2"};

    static void main(String[] arguments) {
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
        OnnxRuntime runtime = OnnxRuntime.start(ProviderChoice.CPU, Runtime.getRuntime().availableProcessors());
        try (Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]))) {
            Architecture architecture = Families.read(checkpoint);
            ModelGraphs graphs = new ModelGraphs(architecture);
            NotFinite notFinite = new NotFinite(new CheckpointSearch(checkpoint, architecture));
            TokenSequence tokens = TokenSequence.of(new Random(0).ints(count, 0, architecture.vocabulary()).toArray());
            try (NativeBlocks blocks = NativeBlocks.build(architecture, graphs, runtime, true, Progress.NONE);
                    SplitBlocks split = new SplitBlocks(architecture, graphs, runtime, blocks)) {
                ForwardPass forward = new ForwardPass(blocks, notFinite);
                CachePass pass = new CachePass(split, notFinite);
                measure(forward, pass, tokens);
            }
            simulation(architecture.heads(), count);
        }
        runtime.close();
    }

    private static void measure(ForwardPass forward, CachePass pass, TokenSequence tokens) {
        long[][] nanos = new long[1 + 2 * POLICIES.length][TIMES];
        for (int time = -1; time < TIMES; time++) {
            for (int kind = 0; kind < nanos.length; kind++) {
                long start = System.nanoTime();
                if (kind == 0) {
                    try (Residuals residuals = forward.run(tokens, Optional.empty(), GO, ForwardPass.Listener.NONE)) {
                        nanos[kind][Math.max(0, time)] = System.nanoTime() - start;
                    }
                } else {
                    CacheUse use = CacheUse.streaming(CachePolicy.parse(POLICIES[(kind - 1) / 2]));
                    try (CacheRun run = pass.run(new CachePass.Request(tokens, use, Optional.empty(), Edits.NONE, kind % 2 == 0), GO, ForwardPass.Listener.NONE)) {
                        nanos[kind][Math.max(0, time)] = System.nanoTime() - start;
                    }
                }
            }
        }
        double plain = median(nanos[0]);
        System.out.printf("%-28s %7.0f ms%n", "plain forward pass", plain);
        for (int i = 0; i < POLICIES.length; i++) {
            double policy = median(nanos[1 + 2 * i]);
            double measured = median(nanos[2 + 2 * i]);
            System.out.printf("%-28s %7.0f ms (%+.0f %%), with masses and cosines %7.0f ms (%+.0f %%)%n",
                    POLICIES[i], policy, 100 * (policy / plain - 1), measured, 100 * (measured / plain - 1));
        }
    }

    /// The policy alone on one block's attention, as the per-token loop of `peers.py` does it.
    private static void simulation(int heads, int tokens) {
        float[] attention = new float[heads * tokens * tokens];
        Random random = new Random(0);
        for (int row = 0; row < heads * tokens; row++) {
            float sum = 0;
            for (int key = 0; key <= row % tokens; key++) {
                attention[row * tokens + key] = random.nextFloat();
                sum += attention[row * tokens + key];
            }
            for (int key = 0; key <= row % tokens; key++) {
                attention[row * tokens + key] /= sum;
            }
        }
        long[] nanos = new long[TIMES];
        for (int time = -3; time < TIMES; time++) {
            long start = System.nanoTime();
            Simulation.evictions(attention, heads, heads, tokens, CachePolicy.parse("a2sf:ratio=0.2"), 0, Timing.STREAMING);
            nanos[Math.max(0, time)] = System.nanoTime() - start;
        }
        System.out.printf("a2sf:ratio=0.2 alone, one block of %d heads  %7.1f ms%n", heads, median(nanos));
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }
}
