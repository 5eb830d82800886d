package org.diopter.views.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.views.cache.PolicyForm.Kind;
import org.diopter.views.cache.PolicyForm.Part;
import org.junit.jupiter.api.Test;

class PolicyFormTest {
    private static String problem(PolicyForm form) {
        return form.problem(40).orElseThrow();
    }

    @Test
    void everyKindCanBeReadByShareAndByNumbers() {
        for (Kind kind : Kind.values()) {
            for (boolean byShare : new boolean[] {true, false}) {
                PolicyForm form = PolicyForm.INITIAL.with(kind).byShare(byShare);
                assertEquals(Optional.empty(), form.problem(40), form.text());
            }
        }
    }

    @Test
    void numbersThatAreNoneOfThePolicysAreNotWritten() {
        assertEquals("streaming:sink=4,recent=8", PolicyForm.INITIAL.with(Kind.STREAMING).byShare(false).with(Part.SINK, "4").text());
        assertEquals("a2sf:alpha=0.5,ratio=0.2", PolicyForm.INITIAL.withAlpha("0.5").withShare(" 0.2 ").text());
    }

    @Test
    void aBudgetOfNothingAndOneBeyondTheTextAreRefused() {
        assertTrue(problem(PolicyForm.INITIAL.withShare("0")).contains("not a share of the text"));
        PolicyForm wide = PolicyForm.INITIAL.with(Kind.LOCAL).byShare(false).with(Part.RECENT, "40");
        assertTrue(problem(wide).contains("covers all 40 tokens"), problem(wide));
        assertEquals(Optional.empty(), wide.problem(41));
    }

    @Test
    void numbersOfKeysThatKeepNothingAreRefused() {
        PolicyForm none = PolicyForm.INITIAL.with(Kind.H2O).byShare(false).with(Part.HEAVY, "0").with(Part.RECENT, "0");
        assertEquals("A budget of 0 keys (sink 0, heavy 0, recent 0) keeps nothing. Set it to 1 or more.", problem(none));
        assertTrue(problem(PolicyForm.INITIAL.withShare("0.01")).contains("keeps none of 40 tokens. Raise it to 0.013"), problem(PolicyForm.INITIAL.withShare("0.01")));
    }

    @Test
    void partsThatDoNotMakeUpTheBudgetAreRefused() {
        PolicyForm own = PolicyForm.INITIAL.with(Kind.OWN).withOwn("h2o:budget=16,heavy=4,recent=5");
        assertTrue(problem(own).contains("sink 0, heavy 4 and recent 5 make 9 keys, not the budget of 16; leave one of them out"), problem(own));
        PolicyForm sink = PolicyForm.INITIAL.with(Kind.OWN).withOwn("streaming:budget=3");
        assertEquals("The budget of 3 is smaller than the sink of 4. Set the budget to 5 or more.", problem(sink));
    }

    @Test
    void anAlphaOutsideZeroToOneIsRefused() {
        assertTrue(problem(PolicyForm.INITIAL.with(Kind.LESS_A2SF).withAlpha("-0.5")).contains("alpha -0.5 is outside 0 to 1. Set it between"));
        assertTrue(problem(PolicyForm.INITIAL.withAlpha("1.5")).contains("outside 0 to 1"));
        assertTrue(problem(PolicyForm.INITIAL.withAlpha("x")).contains("no number"));
    }

    @Test
    void aPromptLongerThanTheTextIsRefused() {
        assertTrue(problem(PolicyForm.INITIAL.withPrompt(Optional.of("41"))).contains("covers all 40"));
        assertTrue(problem(PolicyForm.INITIAL.withPrompt(Optional.of("x"))).contains("no length"));
        assertEquals(Timing.prefill(8), PolicyForm.INITIAL.withPrompt(Optional.of("8")).use(CachePolicy::parse).timing());
    }

    @Test
    void kernelsAreTheBundledOnesUnlessAFolderIsChosen() {
        PolicyForm less = PolicyForm.INITIAL.with(Kind.LESS);
        assertEquals("less:kernels=bundled,ratio=0.3", less.text());
        assertEquals("less:kernels=a%2Cb,ratio=0.3", less.withKernels(Optional.of(Path.of("a,b"))).text());
    }

    @Test
    void whatBundledKernelsAreIsSaidByTheProgram() {
        assertEquals(CachePolicy.parse("h2o:ratio=0.3"),
                PolicyForm.INITIAL.with(Kind.LESS).use(text -> CachePolicy.parse(text.replace("less:kernels=bundled,", "h2o:"))).policy());
    }

    @Test
    void aPolicyIsReadBackIntoTheFieldsThatSayIt() {
        for (Kind kind : Kind.values()) {
            for (boolean byShare : new boolean[] {true, false}) {
                PolicyForm form = PolicyForm.INITIAL.with(kind).byShare(byShare);
                if (kind.hasFields() && !kind.hasKernels()) {
                    CacheUse use = form.use(CachePolicy::parse);
                    PolicyForm back = PolicyForm.of(use);
                    assertEquals(kind, back.kind());
                    assertEquals(use, back.use(CachePolicy::parse), form.text());
                }
            }
        }
    }

    @Test
    void whatFieldsCannotSayIsReadBackAsText() {
        CacheUse use = new CacheUse(CachePolicy.parse("a2sf:alpha=0.5,heavy=8,group=max"), Timing.prefill(9));
        PolicyForm back = PolicyForm.of(use);
        assertEquals(Kind.OWN, back.kind());
        assertEquals(use, back.use(CachePolicy::parse));
        assertEquals(Kind.OWN, PolicyForm.of(CacheUse.streaming(CachePolicy.parse("a2sf:alpha=0.5,recent=2,ratio=0.5"))).kind());
    }

    @Test
    void aTimingThatWouldChangeNothingIsRefused() {
        assertTrue(problem(PolicyForm.INITIAL.with(Kind.IDEAL).withPrompt(Optional.of("8"))).contains("no timing"));
        assertTrue(problem(PolicyForm.INITIAL.withPrompt(Optional.of("40"))).contains("nothing would be evicted"));
    }
}
