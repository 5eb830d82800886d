package org.diopter.views.edits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.edit.SkipPart;
import org.diopter.views.prompt.Prompt;
import org.junit.jupiter.api.Test;

class StudyHistoryTest {
    private static final LensUse BOTH = new LensUse("BOTH", "almanac", "bundled", "ab");

    private final StudyHistory history = new StudyHistory();
    private final EditStackModel stack = new EditStackModel(history);

    private StudyState now() {
        return history.now().get();
    }

    private List<String> names() {
        return history.steps().stream().map(StudyHistory.Step::name).toList();
    }

    private void type(String text) {
        history.change(now().with(now().prompt().with(text, Optional.empty())), "prompt");
    }

    @Test
    void everyStepHasAName() {
        type("The capital");
        history.change(now().with(BOTH));
        int card = stack.add(new SkipPart(1, SkipPart.Part.MLP));
        int other = stack.add(new SkipPart(2, SkipPart.Part.MLP));
        stack.toggleMuted(card);
        stack.toggleMuted(card);
        stack.toggleSolo(card);
        stack.toggleSolo(card);
        stack.replace(card, new SkipPart(3, SkipPart.Part.MLP));
        stack.move(other, 0);
        stack.remove(other);
        stack.duplicate(card);
        stack.clear();
        String first = "Skip MLP, block 1";
        String second = "Skip MLP, block 2";
        String third = "Skip MLP, block 3";
        assertEquals(List.of("Start", "Prompt: The capital", "Lens almanac", "Add: " + first, "Add: " + second, "Mute: " + first, "Let act again: " + first,
                "Solo: " + first, "End solo: " + first, "Change: " + third, "Reorder", "Remove: " + second, "Add: " + third, "Take all edits away"), names());
    }

    @Test
    void stepsOfThePolicyHaveNamesToo() {
        stack.use(CacheUse.streaming(CachePolicy.parse("local:recent=64")));
        stack.amend(CacheUse.streaming(CachePolicy.parse("local:recent=32")));
        stack.toggleMuted(EditCards.POLICY);
        stack.remove(EditCards.POLICY);
        assertEquals(List.of("Start", "Add: Cache policy", "Change: Cache policy", "Mute: Cache policy", "Remove: Cache policy"), names());
    }

    @Test
    void aLongPromptIsNamedByItsBeginning() {
        type("x".repeat(60));
        assertEquals("Prompt: " + "x".repeat(40) + "…", names().getLast());
    }

    @Test
    void typingIsOneStepUntilItSettles() {
        type("a");
        type("ab");
        history.settle();
        type("abc");
        assertEquals(List.of("Start", "Prompt: ab", "Prompt: abc"), names());
    }

    @Test
    void typingAfterAnotherChangeIsAStepOfItsOwn() {
        type("a");
        stack.add(new SkipPart(1, SkipPart.Part.MLP));
        type("ab");
        assertEquals(4, names().size());
    }

    @Test
    void everythingOfTheStudyGoesBack() {
        type("a");
        stack.add(new SkipPart(1, SkipPart.Part.MLP));
        history.change(now().with(BOTH));
        history.goTo(1);
        assertEquals(new StudyState(Prompt.of("a"), LensUse.NONE, EditCards.NONE), now());
        history.goTo(3);
        assertEquals(BOTH, now().lens());
        assertEquals(1, stack.active().get().edits().size());
    }

    @Test
    void aStepThatThereIsNotIsNowhere() {
        type("a");
        history.goTo(7);
        history.goTo(-1);
        assertEquals("a", now().prompt().text());
    }

    @Test
    void whatChangesByItselfIsNoStepAndHoldsInAll() {
        type("a");
        type("ab");
        history.rebase(state -> state.with(BOTH));
        history.undo();
        assertEquals(BOTH, now().lens());
        assertEquals(2, names().size());
    }

    @Test
    void listenersOfTheStudyFindTheWayRight() {
        List<String> heard = new ArrayList<>();
        history.now().subscribe((_, _) -> heard.add(history.undoable().get() + " " + history.redoable().get() + " " + history.place().get()));
        type("a");
        history.undo();
        assertEquals(List.of("true false 1", "false true 0"), heard);
    }

    @Test
    void aNewBeginningHasNoWayBack() {
        type("a");
        history.begin("capitals", new StudyState(Prompt.of("b"), BOTH, EditCards.NONE));
        assertFalse(history.undoable().get());
        assertEquals(List.of("capitals"), names());
        assertTrue(stack.cards().get().isEmpty());
    }

    @Test
    void cardsAreTheSameFromTheirText() {
        int first = stack.add(new SkipPart(1, SkipPart.Part.MLP));
        int second = stack.add(new SkipPart(2, SkipPart.Part.BOTH));
        stack.toggleMuted(first);
        stack.toggleSolo(second);
        stack.use(new CacheUse(CachePolicy.parse("local:recent=64"), Timing.prefill(12)));
        stack.toggleMuted(EditCards.POLICY);
        List<CardText> texts = CardText.of(stack.cards().get());
        assertEquals(stack.cards().get(), CardText.cards(texts, lost -> {}));
    }

    @Test
    void aCardThatCannotBeReadIsLeftOutAndNamed() {
        List<String> lost = new ArrayList<>();
        EditCards cards = CardText.cards(List.of(new CardText("burn:block=1", false, false), new CardText("skip:block=1,part=mlp", false, false)),
                problem -> lost.add(problem.sentence()));
        assertEquals(1, cards.all().size());
        assertEquals(1, lost.size());
        assertTrue(lost.getFirst().contains("burn"), lost.getFirst());
    }
}
