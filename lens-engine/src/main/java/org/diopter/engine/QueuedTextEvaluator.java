package org.diopter.engine;

import org.diopter.engine.edit.EditStack;
import org.diopter.engine.evaluation.TextLoss;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.FactoredSize;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.model.Progress;

/// Prices edits on a text, step by step in turn with other work.
record QueuedTextEvaluator(TextLoss text, WeightMatrices matrices) implements TextEvaluator {
    @Override
    public long tokens() {
        return text.tokens();
    }

    @Override
    public double loss(EditStack edits, Progress progress) {
        return text.mean(edits, progress);
    }

    @Override
    public EditPrice price(EditStack edits, Progress progress) {
        return price(edits, text.mean(edits.neutral(), progress), progress);
    }

    @Override
    public EditPrice price(EditStack edits, double lossAsItIs, Progress progress) {
        FactoredSize size = FactoredSize.of(edits, matrices);
        int block = edits.edits().stream().mapToInt(edit -> edit.firstBlock()).min().orElseThrow();
        TextLoss.BlockTime time = text.time(edits, block, progress);
        return new EditPrice(text.tokens(), lossAsItIs, text.mean(edits, progress), size.dense(), size.factored(), time.asItIs(), time.edited());
    }

    @Override
    public void close() {
        text.close();
    }
}
