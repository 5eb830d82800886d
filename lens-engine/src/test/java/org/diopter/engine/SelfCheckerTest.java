package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.diopter.engine.forward.NativeWholeModel;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.junit.jupiter.api.Test;

class SelfCheckerTest {
    @Test
    void blocksOfOneModelDoNotPassForAnother() {
        try (TinyModel model = TinyModel.family("llama");
                TinyModel other = TinyModel.family("llama_sharded");
                WholeModel whole = new NativeWholeModel(other.architecture(), other.graphs(), other.runtime());
                ReadOut readOut = new ReadOut(model.architecture(), model.graphs(), model.runtime(), true)) {
            SelfCheck check = new SelfChecker(SelfChecker.Limits.FLOAT32, whole, model.blocks(), model.forward(), readOut, new Cancellation(), Progress.NONE).run(0, 0);
            assertFalse(check.passed());
            assertTrue(check.maxRelativeError() > 0.1, () -> "relative error " + check.maxRelativeError());
            assertTrue(check.agreeing() < check.positions());
        }
    }
}
