package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.CacheWork;
import org.diopter.engine.DirectionWork;
import org.diopter.engine.LensChoice;
import org.diopter.engine.LensWork;
import org.diopter.engine.MemoryShortage;
import org.diopter.engine.MemoryUse;
import org.diopter.engine.ModelCard;
import org.diopter.engine.ModelId;
import org.diopter.engine.OpenModel;
import org.diopter.engine.PassDump;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.RunListener;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.Study;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.TextEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.generate.TokenWriter;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.RankedColumns;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.CardFile;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;

/// An engine with made-up numbers that a test can hold back, and that remembers what it was asked.
final class FakeWorkbench implements Workbench {
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final List<Reading> readings = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService engine = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("fake-engine").factory());
    private volatile CountDownLatch gate = new CountDownLatch(0);
    final FakeLenses lenses = new FakeLenses();
    final List<LensChoice> throughLens = Collections.synchronizedList(new ArrayList<>());
    /// The edits of every run that was started.
    final List<EditStack> edits = Collections.synchronizedList(new ArrayList<>());
    /// Runs whose edits' text begins like this fail.
    volatile String refusedEdit = "none";
    /// Of models that are opened from now on; empty for the usual one.
    volatile String sha256 = "";
    volatile boolean withTokenizer = true;
    volatile long millis;
    /// Runs that stop half-way, after their first columns, until [#rest] is let go.
    volatile Predicate<Study> halfWay = _ -> false;
    volatile CountDownLatch rest = new CountDownLatch(0);
    /// Models whose opening has begun are there when this is let go, cancelled or not.
    volatile CountDownLatch opening = new CountDownLatch(0);
    /// Self-checks wait for it.
    volatile CountDownLatch checking = new CountDownLatch(0);
    volatile boolean checkFails;

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new CancelledException();
        }
    }

    /// Runs wait until they are let go.
    void hold() {
        gate = new CountDownLatch(1);
    }

    void letGo() {
        gate.countDown();
    }

    /// How many runs were started.
    int runs() {
        return readings.size();
    }

    @Override
    public String provider() {
        return "CPU";
    }

    @Override
    public int threads() {
        return 2;
    }

    @Override
    public double[] keptValues(ModelId model, ReduceRank edit, Progress progress) {
        said.add("kept values " + edit.text());
        return new double[] {10};
    }

    @Override
    public Spectrum spectrum(ModelId model, MatrixId matrix, Progress progress) {
        said.add("spectrum " + matrix);
        double[] values = new double[16];
        Arrays.setAll(values, i -> 10.0 / (1 + i));
        return new Spectrum(16, 32, values);
    }

    @Override
    public void save(ModelId model, EditStack edits, Path folder, Progress progress) {
        throw new UnsupportedOperationException("a model without weights");
    }

    @Override
    public void saveFactored(ModelId model, EditStack edits, Path folder, Progress progress) {
        throw new UnsupportedOperationException("a model without weights");
    }

    @Override
    public TextEvaluator textEvaluator(ModelId model, List<TokenSequence> text, long streamBytes, Progress progress) {
        throw new UnsupportedOperationException("a model without texts");
    }

    @Override
    public TaskEvaluator evaluator(ModelId model, Task task, long streamBytes) {
        throw new UnsupportedOperationException("a model without tasks");
    }

    @Override
    public LensDifference difference(Study first, Study second, Reading reading, Consumer<LensDifference> listener, Progress progress) {
        said.add("difference");
        return MadeUp.difference(first.tokens());
    }

    /// Writes token after token, one more than the last each time; B writes other ones than A.
    @Override
    public Writing write(Study study, WritingPlan plan, Consumer<Writing> listener, Progress progress) {
        said.add("write " + plan);
        TokenWriter writer = new TokenWriter(text -> {
            float[] logits = new float[24];
            logits[2 + (text.id(text.length() - 1) + (study.edits().isEmpty() ? 1 : 2)) % 20] = 5;
            return logits;
        }, _ -> false, 64);
        return writer.write(study.tokens(), plan, listener, progress);
    }

    @Override
    public OpenModel open(Path folder, Progress progress) {
        String name = String.valueOf(folder.getFileName());
        if (name.startsWith("bad")) {
            throw new UnusableInputException("D-101", "No model found in ‘" + name + "’.");
        }
        if (name.startsWith("large")) {
            MemoryShortage shortage = new MemoryShortage(9_400_000_000L, 500_000_000L, 6_100_000_000L, true);
            throw new UnusableInputException("D-105", name + " needs about 9.4 GB, 6.1 GB are free.", shortage);
        }
        said.add("open " + name);
        waitFor(opening);
        return new FakeModel(sha256.isEmpty() ? MadeUp.card(name) : MadeUp.card(name, sha256));
    }

    @Override
    public OpenModel openWithLowMemory(Path folder, Progress progress) {
        said.add("low memory");
        return new FakeModel(MadeUp.card(String.valueOf(folder.getFileName())));
    }

    private final class FakeModel implements OpenModel {
        private final ModelCard card;
        private final Optional<Tokenizer> tokenizer = withTokenizer ? Optional.of(new Words()) : Optional.empty();

        FakeModel(ModelCard card) {
            this.card = card;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public Optional<Tokenizer> tokenizer() {
            return tokenizer;
        }

        @Override
        public Optional<String> tokenizerProblem() {
            return tokenizer.isPresent() ? Optional.empty() : Optional.of("No tokenizer.json beside the model.");
        }

        @Override
        public LensWork lenses() {
            return lenses;
        }

        @Override
        public DirectionWork directions() {
            throw new UnsupportedOperationException("a model without directions");
        }

        @Override
        public CacheWork caches() {
            throw new UnsupportedOperationException("a model without caches");
        }

        @Override
        public List<OptionTrajectory> readOptions(List<OptionPrompt> prompts, LensChoice lens, Progress progress) {
            said.add("options " + prompts.size());
            return MadeUp.options(prompts);
        }

        @Override
        public MemoryUse memory() {
            return MadeUp.memory();
        }

        @Override
        public CardFile about() {
            return CardFile.NONE;
        }

        @Override
        public SelfCheck check(Progress progress) {
            said.add("check " + card.id().name());
            waitFor(checking);
            if (checkFails) {
                throw new UnusableInputException("D-202", "The check needs 2.3 GB.");
            }
            return MadeUp.check();
        }

        @Override
        public SelfCheck checkAgain(Progress progress) {
            said.add("check again " + card.id().name());
            return MadeUp.check();
        }

        @Override
        public void close() {
            said.add("close " + card.id().name());
        }
    }

    @Override
    public Run run(Study study, Reading reading, RunListener listener) {
        readings.add(reading);
        throughLens.add(study.lens());
        edits.add(study.edits());
        FakeRun run = new FakeRun(study);
        engine.execute(() -> run.perform(reading, listener));
        return run;
    }

    private final class FakeRun implements Run {
        private final Study study;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final CountDownLatch mine = gate;

        FakeRun(Study study) {
            this.study = study;
        }

        void perform(Reading reading, RunListener listener) {
            try {
                while (mine.getCount() > 0 && !cancelled.get()) {
                    Thread.sleep(2);
                }
                Thread.sleep(millis);
            } catch (InterruptedException stop) {
                cancelled.set(true);
            }
            if (cancelled.get()) {
                said.add("cancelled " + study.tokens().length());
                listener.cancelled();
                return;
            }
            if (study.edits().texts().stream().anyMatch(edit -> edit.startsWith(refusedEdit))) {
                listener.failed(new UnusableInputException("D-205", "There is no such block."));
                return;
            }
            listener.blockDone(0, MadeUp.LAYERS);
            BitSet first = new BitSet();
            first.set(reading.first());
            listener.columnsRead(MadeUp.partial(study.tokens(), first));
            if (halfWay.test(study)) {
                waitFor(rest);
                if (cancelled.get()) {
                    listener.cancelled();
                    return;
                }
            }
            boolean tracks = !reading.tracked().isEmpty();
            listener.done(RankedColumns.only(reading.first(), trajectory(tracks ? new Words().size() : 0)));
        }

        private Trajectory trajectory(int tracked) {
            return study.lens() instanceof LensChoice.Translated ? MadeUp.tuned(study.tokens(), tracked) : MadeUp.trajectory(study.tokens(), tracked);
        }

        @Override
        public Study study() {
            return study;
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public Trajectory await() {
            if (cancelled.get()) {
                throw new CancelledException();
            }
            return trajectory(0);
        }
    }

    @Override
    public BlockAttention attention(Study study, int block, Progress progress) {
        said.add("attention " + block);
        return MadeUp.attention(study.tokens(), block);
    }

    @Override
    public PassDump dump(Study study, Progress progress) {
        throw new UnsupportedOperationException("the window dumps nothing");
    }

    @Override
    public void close() {
        engine.shutdown();
        try {
            engine.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        said.add("closed");
    }

    /// What was said that begins with a word.
    List<String> said(String word) {
        return Arrays.stream(said.toArray(String[]::new)).filter(s -> s.startsWith(word)).toList();
    }
}
