package org.diopter.views.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessRecipe;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class KernelFormTest {
    private static final KernelForm.Fit MODEL = new KernelForm.Fit(4, 256);

    @Test
    void anOrderIsWhatTheFormSays() {
        KernelForm.Order order = KernelForm.INITIAL.withPolicy("a2sf:alpha=0.5,ratio=0.2").withBlocks("1-2").withRank(4).withHidden(16).withEpochs(8)
                .withBatch(3).withRate("0.01").withDropout("0.3").withSeed(7).order(MODEL);
        assertEquals(List.of(1, 2), order.blocks());
        assertEquals(new LessRecipe(16, 4, 8, 3, 0.01, 0.3), order.recipe());
        LessPlan plan = order.recipe().plan(2, order.policy(), order.seed());
        assertEquals(new LessPlan(2, LessRecipe.policy("a2sf:alpha=0.5,ratio=0.2"), 16, 4, 8, 3, 0.01, 2, 0.3f, 0.1, 7), plan);
    }

    @Test
    void allBlocksAreNamedOneByOne() {
        assertEquals(List.of(0, 1, 2), KernelForm.INITIAL.order(new KernelForm.Fit(3, 256)).blocks());
    }

    @Test
    void aPolicyWithoutScoresIsRefused() {
        refused("D-402", "Choose local, streaming, h2o, a2sf or tova", form -> form.withPolicy("ideal:ratio=0.2"));
    }

    @Test
    void aBudgetThatCoversAPieceIsRefused() {
        refused("D-402", "covers all 16 tokens", form -> form.withPolicy("local:recent=16").withLength(16));
    }

    @Test
    void aRateOfNothingIsRefused() {
        refused("D-205", "rate", form -> form.withRate("0"));
        refused("D-205", "rate", form -> form.withRate("quick"));
        refused("D-205", "rate", form -> form.withRate("NaN"));
    }

    @Test
    void aDropoutOfAllIsRefused() {
        refused("D-205", "dropout", form -> form.withDropout("1"));
    }

    @Test
    void piecesLongerThanTheModelsContextAreRefused() {
        refused("D-205", "Pieces of 257 tokens are longer than the 256 that the model takes. Set the tokens a piece to 256 or less.", form -> form.withLength(257));
    }

    @Test
    void aBlockThatIsNotThereIsRefused() {
        refused("D-205", "Blocks go from 0 to 3", form -> form.withBlocks("4"));
    }

    private static void refused(String code, String part, UnaryOperator<KernelForm> change) {
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> change.apply(KernelForm.INITIAL).order(MODEL));
        assertEquals(code, problem.code());
        assertTrue(problem.sentence().contains(part), problem.sentence());
    }
}
