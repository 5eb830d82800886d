package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.LensChoice;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.SkipPart;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class CausalConeTest {
    private static final int POSITIONS = 6;
    private static final Study TEXT = MadeUp.findings(Words.PROMPT).study();

    @Test
    void anEditOfABlockActsFromTheLayerAboveItAndAtEveryPosition() {
        CausalCone cone = of(new SkipPart(2, SkipPart.Part.MLP));
        assertTrue(cone.contains(3, 0));
        assertFalse(cone.contains(2, 5));
    }

    @Test
    void anAblationLeavesPositionZeroOutside() {
        CausalCone cone = of(ablation(4, Positions.ALL));
        assertFalse(cone.contains(8, 0));
        assertTrue(cone.contains(4, 1));
        assertFalse(cone.contains(3, 1));
    }

    @Test
    void anAblationOfARangeActsFromItsFirstPositionOn() {
        CausalCone cone = of(ablation(4, new Positions.Range(3, 4)));
        assertFalse(cone.contains(8, 2));
        assertTrue(cone.contains(4, 3));
        assertTrue(cone.contains(4, 5));
    }

    @Test
    void anAblationOfTheLastPositionActsThereOnly() {
        CausalCone cone = of(ablation(4, Positions.LAST));
        assertFalse(cone.contains(8, 4));
        assertTrue(cone.contains(4, 5));
    }

    @Test
    void anAblationBehindTheTextActsNowhere() {
        CausalCone cone = of(ablation(4, new Positions.Range(9, 12)));
        for (int position = 0; position < POSITIONS; position++) {
            assertFalse(cone.contains(8, position));
        }
    }

    @Test
    void theConeOfSeveralEditsIsTheUnionOfTheirs() {
        CausalCone cone = of(ablation(1, Positions.LAST), ablation(4, Positions.ALL));
        assertEquals(4, cone.firstLayer(2));
        assertEquals(1, cone.firstLayer(5));
    }

    private static CausalCone of(Edit... edits) {
        return CausalCone.of(new EditStack(List.of(edits)), POSITIONS);
    }

    private static AblateDirections ablation(int layer, Positions at) {
        BasisReference basis = new BasisReference(Path.of("basis.safetensors"), "0".repeat(64));
        return new AblateDirections(layer, basis, List.of(DirectionChange.ablated(0)), Ablation.MEAN, at);
    }

    @Test
    void aPolicyCanActFromTheFirstQueryThatSeesFewerKeys() {
        CausalCone cone = CausalCone.NONE.with(CacheUse.streaming(CachePolicy.parse("local:recent=2")), POSITIONS);
        assertFalse(cone.contains(8, 2));
        assertTrue(cone.contains(1, 3));
        assertFalse(cone.contains(0, 3));
        CausalCone later = CausalCone.NONE.with(new CacheUse(CachePolicy.parse("local:recent=2"), Timing.prefill(4)), POSITIONS);
        assertFalse(later.contains(8, 3));
        assertTrue(later.contains(1, 4));
    }

    private static Study study(String... edits) {
        return new Study(TEXT.model(), TEXT.tokens(), TEXT.lens(), EditStack.parse(List.of(edits)));
    }

    @Test
    void theConeBeginsAtTheFirstEditThatBothDoNotShare() {
        CausalCone cone = CausalCone.between(study("skip:block=1,part=mlp"), study("skip:block=1,part=mlp", "skip:block=3,part=mlp"));
        assertTrue(cone.contains(4, 0));
        assertFalse(cone.contains(3, 0));
    }

    private static Study under(String policy, String... edits) {
        Study study = study(edits);
        return new Study(study.model(), study.tokens(), study.lens(), study.edits(), CacheUse.streaming(CachePolicy.parse(policy)));
    }

    @Test
    void theConeOfAPolicyBeginsAtTheFirstQueryThatMissesAKeyInEitherRun() {
        CausalCone cone = CausalCone.between(study(), under("streaming:sink=1,recent=3"));
        assertTrue(cone.contains(1, 5));
        assertFalse(cone.contains(1, 4));
        assertFalse(cone.contains(0, TEXT.tokens().length() - 1));
        assertEquals(cone, CausalCone.between(under("streaming:sink=1,recent=3"), study()));
        CausalCone both = CausalCone.between(under("streaming:sink=1,recent=3"), under("streaming:sink=1,recent=2"));
        assertTrue(both.contains(1, 4));
        assertFalse(both.contains(1, 3));
    }

    @Test
    void underOnePolicyOnlyTheEditsSpanTheCone() {
        CausalCone cone = CausalCone.between(under("streaming:sink=1,recent=3"), under("streaming:sink=1,recent=3", "skip:block=3,part=mlp"));
        assertTrue(cone.contains(4, 0));
        assertFalse(cone.contains(3, TEXT.tokens().length() - 1));
    }

    @Test
    void whereMoreThanEditsDiffersThereIsNoCone() {
        Study other = new Study(TEXT.model(), TokenSequence.of(1, 2), new LensChoice.Logit(), EditStack.parse(List.of("skip:block=1,part=mlp")));
        assertTrue(CausalCone.between(study(), other).isEmpty());
    }

    @Test
    void whatOnlyMakesTwoRunsComparableMarksNoPlace() {
        EditStack reduced = EditStack.parse(List.of("rank:block=3,matrix=mlp.down,rho=0.1"));
        Study edited = new Study(TEXT.model(), TEXT.tokens(), TEXT.lens(), reduced);
        Study baseline = new Study(TEXT.model(), TEXT.tokens(), TEXT.lens(), EditStack.NONE.alike(reduced));
        assertEquals(List.of(new CausalCone.Place(4, 0)), CausalCone.between(baseline, edited).places());
        assertTrue(CausalCone.between(baseline, study()).isEmpty());
    }
}
