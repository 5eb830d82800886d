package org.diopter.views.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromptPaneTest {
    private final List<String> added = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final PromptModel model = new PromptModel(
            List.of(new PromptModel.Example("Capitals", "The capital of France is", "Look at the end.", "skip:block=1,part=mlp", "almanac-8m")),
            new PromptModel.ExampleActs() {
                @Override
                public void add(String edit) {
                    added.add(edit);
                }

                @Override
                public void open(String model) {
                    opened.add(model);
                }
            });
    private final SimpleBooleanProperty runnable = new SimpleBooleanProperty(true);
    private int runs;
    private final PromptPane pane = Fx.get(() -> new PromptPane(model, Contexts.of(WindowTheme.LIGHT), runnable, () -> runs++));
    @RegisterExtension
    private final ShownView window = new ShownView(pane, 272, 400);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private Button run() {
        return (Button) pane.lookup("#prompt-run");
    }

    @Test
    void fieldAndModelHoldTheSameText() {
        Fx.run(() -> pane.text().setText("The"));
        assertEquals("The", model.text().get());
        Fx.run(() -> model.text().set("The capital"));
        assertEquals("The capital", Fx.get(() -> pane.text().getText()));
    }

    @Test
    void runRunsOnlyWithAModel() {
        Fx.run(() -> run().fire());
        assertEquals(1, runs);
        Fx.run(() -> runnable.set(false));
        assertTrue(Fx.get(() -> run().isDisabled()));
    }

    @Test
    void theFieldGrowsWithItsTextUpToEightLines() {
        double few = Fx.get(() -> pane.text().getPrefHeight());
        Fx.run(() -> pane.text().setText("line\n".repeat(5)));
        double some = Fx.get(() -> pane.text().getPrefHeight());
        Fx.run(() -> pane.text().setText("line\n".repeat(50)));
        double many = Fx.get(() -> pane.text().getPrefHeight());
        Fx.run(() -> pane.text().setText("line\n".repeat(90)));
        assertTrue(few < some && some < many, few + " " + some + " " + many);
        assertEquals(many, Fx.get(() -> pane.text().getPrefHeight()));
    }

    @Test
    void troubleShowsItsCodeAndItsStep() {
        boolean[] cut = {false};
        Fx.run(() -> model.trouble().set(new PromptModel.Trouble("1,311 tokens; the model takes 1,024.", "D-201", "Cut and run", () ->
                cut[0] = true)));
        Button step = Fx.get(() -> pane.lookupAll(".button").stream().map(Button.class::cast).filter(b -> "Cut and run".equals(b.getText()))
                .findFirst().orElseThrow());
        Fx.run(step::fire);
        assertTrue(cut[0]);
        Fx.run(() -> model.trouble().set(null));
        assertFalse(Fx.get(() -> pane.lookupAll(".button").stream().map(Button.class::cast).anyMatch(b -> "Cut and run".equals(b.getText()))));
    }

    private Button button(String id) {
        return (Button) pane.lookup(id);
    }

    /// As if the prompt had been counted with the tokenizer of an open model.
    private void counted(String text) {
        Words words = new Words();
        Fx.run(() -> {
            model.tokenizer().set(Optional.of(words));
            model.text().set(text);
            model.sequence().set(words.encode(text).tokens());
            ((ToggleButton) pane.lookup("#prompt-tokens")).fire();
            pane.applyCss();
            pane.layout();
        });
    }

    private void select(int position) {
        Fx.run(() -> pane.lookupAll(".token-button").stream().map(ToggleButton.class::cast)
                .filter(one -> one.getAccessibleText().endsWith("position " + position)).findFirst().orElseThrow().fire());
    }

    private void find(String token) {
        Fx.run(() -> ((TextField) pane.lookup(".token-strip .text-field")).setText(token));
        Fx.until("the token", () -> !((ListView<?>) pane.lookup(".token-strip .list-view")).getItems().isEmpty());
    }

    @Test
    void aTokenIsReplacedByAnotherAndTheTextFollows() {
        counted("The capital of France is");
        select(4);
        find("Italy");
        Fx.run(() -> button("#token-replace").fire());
        assertEquals("The capital of Italy is", model.text().get());
        assertNull(model.tokens().get(), "the text gives these tokens");
    }

    @Test
    void tokensThatTheTextDoesNotGiveAreKeptBesideItUntilSomeoneTypes() {
        counted("The capital of France is");
        select(4);
        find("1");
        Fx.run(() -> button("#token-before").fire());
        select(0);
        Fx.run(() -> button("#token-delete").fire());
        assertEquals(TokenSequence.of(2, 3, 4, 1, 5, 6), model.tokens().get());
        assertTrue(Fx.get(() -> pane.lookupAll(".warn-text").stream().anyMatch(Node::isVisible)));
        Fx.run(() -> pane.text().setText("The"));
        assertNull(model.tokens().get());
    }

    @Test
    void eachPromptKeepsItsTextAndItsTokens() {
        Fx.run(() -> {
            model.text().set("The capital");
            model.add();
            model.text().set("Rome");
            model.rename("City");
            model.step(1);
        });
        assertEquals("The capital", model.text().get());
        Fx.run(() -> model.tokens().set(TokenSequence.of(7)));
        Fx.run(() -> model.step(1));
        assertEquals("Rome", model.text().get());
        assertNull(model.tokens().get());
        Fx.run(() -> model.step(-1));
        assertEquals(TokenSequence.of(7), model.tokens().get());
        assertEquals(List.of("Prompt 1", "City"), model.prompts().stream().map(Prompt::name).toList());
        Fx.run(model::remove);
        assertEquals("Rome", model.text().get());
        Fx.run(model::remove);
        assertEquals(1, model.prompts().size());
    }

    @Test
    void anExampleOfAnotherModelSaysSoAndOpensIt() {
        Fx.run(() -> {
            model.openModel().set("my-model");
            model.use(model.examples().getFirst());
        });
        Fx.run(() -> pane.lookupAll("#prompt-about .button").stream().map(Button.class::cast).findFirst().orElseThrow().fire());
        assertEquals(List.of("almanac-8m"), opened);
        assertEquals(List.of(), added, "its edit is one of the other model");
        Fx.run(() -> model.openModel().set("almanac-8m"));
        assertEquals(List.of("Add the edit"),
                Fx.get(() -> pane.lookupAll("#prompt-about .button").stream().map(button -> ((Button) button).getText()).toList()));
    }

    @Test
    void anExampleSaysWhatToLookAtUntilItsTextIsChanged() {
        Fx.run(() -> {
            model.openModel().set("almanac-8m");
            model.use(model.examples().getFirst());
        });
        assertTrue(Fx.get(() -> pane.lookup("#prompt-about").isVisible()));
        Fx.run(() -> pane.lookupAll("#prompt-about .button").stream().map(Button.class::cast).findFirst().orElseThrow().fire());
        assertEquals(List.of("skip:block=1,part=mlp"), added);
        Fx.run(() -> pane.text().setText("The"));
        assertFalse(Fx.get(() -> pane.lookup("#prompt-about").isVisible()));
    }
}
