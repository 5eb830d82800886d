package org.diopter.app.window;

import java.util.List;
import java.util.function.Consumer;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.EditCards;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.prompt.PromptModel;

/// What belongs to an example beside its prompt: its edit or policy, and the model that it speaks of.
///
/// @param open opens a model that comes with the program, by its name
record ExampleCommands(EditStackModel stack, Consumer<String> open) implements PromptModel.ExampleActs {
    @Override
    public void add(String edit) {
        EditCards cards = CardText.cards(List.of(new CardText(edit, false, false)), lost -> {
            throw lost; // the texts are the program's own
        });
        cards.all().forEach(card -> stack.add(card.edit()));
        cards.policy().ifPresent(card -> stack.use(card.use()));
    }

    @Override
    public void open(String model) {
        open.accept(model);
    }
}
