package org.diopter.engine;

import java.util.function.Function;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.evaluation.TextLoss;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.FactoredSize;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;

/// Takes its turn on the engine's thread for each edit.
///
/// @param queue does something on that thread while the model stays open
record QueuedTextEvaluator(TextLoss text, WeightMatrices matrices, Queue queue) implements TextEvaluator {
    /// Does something on the engine's thread and waits for it.
    interface Queue {
        <T> T now(Progress progress, Function<Cancellation, T> action);
    }

    @Override
    public long tokens() {
        return text.tokens();
    }

    @Override
    public double loss(EditStack edits, Progress progress) {
        return queue.now(progress, stop -> text.mean(edits, progress, stop));
    }

    @Override
    public EditPrice price(EditStack edits, Progress progress) {
        FactoredSize size = FactoredSize.of(edits, matrices);
        int block = edits.edits().stream().mapToInt(edit -> edit.firstBlock()).min().orElseThrow();
        return queue.now(progress, stop -> {
            TextLoss.BlockTime time = text.time(edits, block, progress, stop);
            double asItIs = text.mean(edits.neutral(), progress, stop);
            double edited = text.mean(edits, progress, stop);
            return new EditPrice(text.tokens(), asItIs, edited, size.dense(), size.factored(), time.asItIs(), time.edited());
        });
    }

    @Override
    public void close() {
        text.close();
    }
}
