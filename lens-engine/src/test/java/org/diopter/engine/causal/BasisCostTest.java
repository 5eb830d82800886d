package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.diopter.engine.runtime.Cancellation;
import org.junit.jupiter.api.Test;

class BasisCostTest {
    private static final BasisPlan PLAN = new BasisPlan(6, 10, Ablation.MEAN, 256, 0, 0);

    /// The estimate takes 25 evaluations a direction; a search takes as many as it needs, each of the estimated size.
    @Test
    void anEvaluationTakesTheOperationsThatAreEstimated() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, false, 64, 3000, 40);
        BasisPlan plan = new BasisPlan(0, 1, Ablation.MEAN, 40, 0, 0);
        try (Workers workers = new Workers(2);
                ReadOutHead head = synthetic.open(workers);
                Influence influence = Influence.of(new LayerHead(head, synthetic.translator()), synthetic.states(), Ablation.MEAN, new int[0], 1L << 30,
                        new Cancellation())) {
            long before = influence.operations();
            influence.evaluate(synthetic.direction(1));
            double counted = influence.operations() - before;
            assertEquals(1, BasisCost.of(plan, 3000, 64).operations() / 25 / counted, 0.05);
        }
    }

    @Test
    void restartsAndLayersTakeTimeButNoMemory() {
        BasisCost one = BasisCost.of(PLAN, 50_257, 768);
        BasisCost more = BasisCost.of(new BasisPlan(6, 10, Ablation.MEAN, 256, 2, 0), 50_257, 768).times(3);
        assertEquals(9 * one.operations(), more.operations(), 1);
        assertEquals(one.bytes(), more.bytes());
    }

    @Test
    void aSearchInTheShapeOfGpt2IsEstimatedAsSecondsAndTwoHundredMegabytes() {
        BasisCost cost = BasisCost.of(PLAN, 50_257, 768);
        assertTrue(cost.seconds(2) > 4 && cost.seconds(2) < 16, cost.seconds(2) + " s");
        assertEquals(187e6, cost.bytes(), 15e6);
    }
}
