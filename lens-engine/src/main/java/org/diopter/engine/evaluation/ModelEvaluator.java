package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.EditedMatrices;
import org.diopter.engine.laser.EvaluateCell;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.TokenRows;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.store.Sha256;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/// Measures a model on a task on this machine. Items run in packs; the streams that enter the blocks are kept, so that a cell costs the edited block and those
/// above it, the first cell of some items excepted.
///
/// Log-probabilities of packed and edited runs differ from those of single runs by rounding, about 10⁻⁶. Not safe for several threads.
public final class ModelEvaluator implements EvaluateCell, AutoCloseable {
    /// At so many rows a product with matrices that are inputs costs about what it costs with the model's own.
    private static final int PACK_TOKENS = 256;

    private final Parts parts;
    private final Task task;
    private final WeightMatrices matrices;
    private final TokenScores scores;
    private final GreedyWriter writer;
    private final long maxStreamBytes;
    private final Turns turns;
    private final String identity;
    private @Nullable Prepared prepared;

    /// What of an open model is needed.
    ///
    /// @param identity of its weights, what they are read as, and the tokenizer
    public record Parts(
            String identity,
            ModelShape shape,
            WeightMatrices matrices,
            Tokenizer tokenizer,
            PackedPass pass,
            ReadOut readOut,
            EditedMatrices edits,
            TokenRows tokens) {}

    /// @param maxStreamBytes what the streams kept between cells may hold
    /// @param turns where its steps run
    public ModelEvaluator(Parts parts, Task task, long maxStreamBytes, Turns turns) {
        this.parts = parts;
        this.task = task;
        this.matrices = parts.matrices();
        this.scores = new TokenScores(parts.readOut(), parts.shape().vocabulary());
        this.writer = new GreedyWriter(parts.pass(), scores, parts.tokenizer(), parts.shape().context(), PACK_TOKENS, turns);
        this.turns = turns;
        this.maxStreamBytes = maxStreamBytes;
        this.identity = "%s %s %d %s".formatted(parts.identity(), task.metric().text(), task.newTokens(), Sha256.of(task.items().toString()));
    }

    /// Some items, tokenised and run once.
    ///
    /// @param of which items
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(int[] of, List<ItemTokens> items, AnswerRows rows, KeptStreams streams) {}

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public int components(MatrixId matrix) {
        return matrices.components(matrix);
    }

    @Override
    public List<Outcome> evaluate(List<Reduction> reductions, int[] items, Progress progress) {
        return evaluate(new EditStack(reductions.stream().map(reduction -> (Edit) reduction.edit()).toList()), items, progress);
    }

    /// Measures the model under any edits.
    ///
    /// @param items indices into the task's items
    public List<Outcome> evaluate(EditStack stack, int[] items, Progress progress) {
        Prepared ready = prepare(items, progress);
        int last = parts.pass().lastLayer();
        try (CompiledEdits edits = turns.take(progress, _ -> parts.edits().compile(stack, progress));
                TensorMemory memory = new TensorMemory()) {
            int firstBlock = stack.firstBlock(last);
            FloatTensor ends = memory.zeros(ready.rows.count(), parts.shape().width());
            run(ready, firstBlock, edits, ends, progress);
            TokenScores.RowScores[] read = turns.take(progress, stop -> scores.read(ends, ready.rows.tokens(), stop));
            List<String> written = task.metric().generates() ? written(ready, edits, progress) : List.of();
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < items.length; i++) {
                outcomes.add(outcome(task.items().get(items[i]), i, ready.rows, read, written));
            }
            return outcomes;
        }
    }

    /// Asks some items with parts of a matrix in the place of the whole.
    ///
    /// @param items indices into the task's items
    public HeldAnswers held(HeldPlan plan, int[] items, Progress progress) {
        List<ItemTokens> read = Arrays.stream(items)
                .mapToObj(item -> ItemTokens.of(task.items().get(item), item, parts.tokenizer(), parts.shape().context()))
                .toList();
        return HeldReader.read(parts, scores, read, items, plan, PACK_TOKENS, maxStreamBytes, turns, progress);
    }

    private Prepared prepare(int[] items, Progress progress) {
        Prepared known = prepared;
        if (known != null && Arrays.equals(known.of, items)) {
            return known;
        }
        close(known);
        prepared = null;
        List<ItemTokens> tokens = new ArrayList<>();
        List<TokenSequence> texts = new ArrayList<>();
        AnswerRows rows = new AnswerRows();
        for (int i = 0; i < items.length; i++) {
            ItemTokens item = ItemTokens.of(task.items().get(items[i]), items[i], parts.tokenizer(), parts.shape().context());
            tokens.add(item);
            for (int choice = 0; choice < item.answers().size(); choice++) {
                rows.add(i, choice, texts.size() + item.answers().get(choice).input(), item.answers().get(choice));
            }
            texts.addAll(item.inputs());
        }
        KeptStreams streams = KeptStreams.run(parts.pass(), Pack.of(texts, PACK_TOKENS), parts.shape().width(), maxStreamBytes, turns, progress);
        Prepared fresh = new Prepared(items.clone(), tokens, rows, streams);
        prepared = fresh;
        return fresh;
    }

    /// Runs all packs from an edited block up and gathers the rows that predict answers.
    ///
    /// @param ends Modified.
    private void run(Prepared ready, int firstBlock, CompiledEdits edits, FloatTensor ends, Progress progress) {
        int text = 0;
        for (int p = 0; p < ready.streams.packs().size(); p++) {
            int pack = p;
            int first = text;
            text += turns.take(progress, stop -> runPack(ready, pack, first, firstBlock, edits, ends, stop));
        }
    }

    /// @param first which of all texts is the pack's first
    /// @param ends Modified.
    /// @return how many texts the pack has
    private int runPack(Prepared ready, int number, int first, int firstBlock, CompiledEdits edits, FloatTensor ends, Cancellation cancellation) {
        Pack pack = ready.streams.packs().get(number);
        List<AnswerRows.Row> asked = new ArrayList<>();
        IntStream.Builder places = IntStream.builder();
        int start = 0;
        int text = first;
        for (TokenSequence input : pack.texts()) {
            for (AnswerRows.Row row : ready.rows.ofText(text)) {
                asked.add(row);
                places.add(start + row.position());
            }
            start += input.length();
            text++;
        }
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor entering = ready.streams.at(number, firstBlock, scratch, cancellation);
            FloatTensor leaving = parts.pass().outputs(pack, entering, firstBlock, edits, places.build().toArray(), scratch, cancellation);
            long width = parts.shape().width();
            for (int i = 0; i < asked.size(); i++) {
                ends.copyFrom(leaving, i * width, asked.get(i).index() * width, width);
            }
        }
        return pack.texts().size();
    }

    private List<String> written(Prepared ready, CompiledEdits edits, Progress progress) {
        List<TokenSequence> prompts = ready.items.stream().map(ItemTokens::prompt).toList();
        return writer.write(
                prompts,
                task.newTokens(),
                edits,
                (i, text) -> Outcome.contains(text, task.items().get(ready.of[i]).answer()),
                progress);
    }

    private Outcome outcome(Item item, int index, AnswerRows rows, TokenScores.RowScores[] read, List<String> written) {
        double[] sums = new double[item.choices().size()];
        int chosen = 0;
        for (int choice = 0; choice < sums.length; choice++) {
            for (AnswerRows.Target target : rows.targets(index, choice)) {
                sums[choice] += read[target.row()].logProbabilities()[target.place()];
            }
            chosen = sums[choice] > sums[chosen] ? choice : chosen;
        }
        List<AnswerRows.Target> answer = rows.targets(index, item.correct());
        int rank = read[answer.getFirst().row()].ranks()[answer.getFirst().place()];
        boolean correct = switch (task.metric()) {
            case TOP_TOKEN -> rank == 1;
            case CLASSIFICATION -> chosen == item.correct();
            case GENERATION -> Outcome.contains(written.get(index), item.answer());
            case GENERATION_WITH_PROMPT -> Outcome.contains(item.prompt() + written.get(index), item.answer());
        };
        return new Outcome(correct, -sums[item.correct()] / answer.size(), answer.size(), rank, chosen, labelLoss(sums, item.correct()));
    }

    /// −log of the right choice's share among the choices.
    static double labelLoss(double[] sums, int correct) {
        double max = Arrays.stream(sums).max().orElse(0);
        double sum = Arrays.stream(sums).map(s -> Math.exp(s - max)).sum();
        return max + Math.log(sum) - sums[correct];
    }

    private static void close(@Nullable Prepared old) {
        if (old != null) {
            old.streams.close();
        }
    }

    @Override
    public void close() {
        close(prepared);
        prepared = null;
        scores.close();
    }
}
