package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Asks a model the same questions with parts of one matrix in the place of the whole. What lies below the matrix's block runs once.
final class HeldReader {
    private final ModelEvaluator.Parts model;
    private final TokenScores scores;
    private final List<ItemTokens> items;
    private final int[] numbers;
    private final KeptStreams streams;
    private final Turns turns;

    /// @param items as the model reads them
    /// @param numbers of these items in their task
    /// @param streams of the items' prompts, unedited
    private HeldReader(ModelEvaluator.Parts model, TokenScores scores, List<ItemTokens> items, int[] numbers, KeptStreams streams, Turns turns) {
        this.model = model;
        this.scores = scores;
        this.items = items;
        this.numbers = numbers;
        this.streams = streams;
        this.turns = turns;
    }

    /// @param packTokens how many tokens run side by side
    /// @param maxStreamBytes what streams kept between two parts may hold
    static HeldAnswers read(
            ModelEvaluator.Parts model,
            TokenScores scores,
            List<ItemTokens> items,
            int[] numbers,
            HeldPlan plan,
            int packTokens,
            long maxStreamBytes,
            Turns turns,
            Progress progress) {
        List<TokenSequence> prompts = items.stream().map(ItemTokens::prompt).toList();
        List<Pack> packs = Pack.of(prompts, packTokens);
        progress.stage("Run the prompts once", 1, 2);
        try (KeptStreams streams = KeptStreams.run(model.pass(), packs, model.shape().width(), maxStreamBytes, turns, progress)) {
            return new HeldReader(model, scores, items, numbers, streams, turns).read(plan, progress);
        }
    }

    private HeldAnswers read(HeldPlan plan, Progress progress) {
        MatrixId matrix = plan.matrix();
        List<MatrixPart> parts = plan.parts(model.matrices().components(matrix));
        List<HeldAnswer> asItIs = ask(plan.cut().neutral(), progress);
        List<HeldAnswer> cut = ask(plan.cut(), progress);
        Map<MatrixPart, List<HeldAnswer>> answers = new LinkedHashMap<>();
        progress.stage("Ask with parts of " + matrix, 2, 2);
        for (MatrixPart part : parts) {
            answers.put(part, ask(part.edit(matrix), progress));
            progress.items(answers.size(), parts.size());
        }
        return new HeldAnswers(plan, numbers, asItIs, cut, answers);
    }

    private List<HeldAnswer> ask(Edit edit, Progress progress) {
        EditStack stack = EditStack.of(edit);
        try (CompiledEdits edits = turns.take(progress, _ -> model.edits().compile(stack, progress));
                TensorMemory memory = new TensorMemory()) {
            FloatTensor ends = ends(stack, edits, memory, progress);
            TokenScores.RowScores[] read = turns.take(progress, stop -> scores.read(ends, new int[items.size()][0], stop));
            List<HeldAnswer> answers = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                answers.add(answer(items.get(i), read[i]));
            }
            return answers;
        }
    }

    /// The last layer's row at the end of each prompt: [items, d].
    private FloatTensor ends(EditStack stack, CompiledEdits edits, TensorMemory memory, Progress progress) {
        int firstBlock = stack.firstBlock(model.pass().lastLayer());
        FloatTensor ends = memory.zeros(items.size(), model.shape().width());
        int item = 0;
        for (int p = 0; p < streams.packs().size(); p++) {
            int pack = p;
            int first = item;
            item += turns.take(progress, stop -> runPack(pack, first, firstBlock, edits, ends, stop));
        }
        return ends;
    }

    /// @param first which of all items is the pack's first
    /// @param ends Modified.
    /// @return how many items the pack has
    private int runPack(int number, int first, int firstBlock, CompiledEdits edits, FloatTensor ends, Cancellation cancellation) {
        Pack pack = streams.packs().get(number);
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor entering = streams.at(number, firstBlock, scratch, cancellation);
            FloatTensor leaving = model.pass().outputs(pack, entering, firstBlock, edits, pack.lastRows(), scratch, cancellation);
            ends.copyFrom(leaving, 0, first * leaving.rowLength(), leaving.elements());
        }
        return pack.texts().size();
    }

    private HeldAnswer answer(ItemTokens item, TokenScores.RowScores read) {
        int right = item.firstRightToken();
        int said = read.likeliest();
        AnswerKind kind = AnswerKind.of(model.tokenizer().decode(TokenSequence.of(said)), said == right);
        return new HeldAnswer(read.top(), read.topLogProbabilities(), right, kind, model.tokens().cosine(said, right));
    }
}
