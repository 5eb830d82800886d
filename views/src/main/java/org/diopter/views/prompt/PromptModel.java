package org.diopter.views.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What stands in the prompt and what is known about it: the chosen one of several prompts. The prompt field of the left pane and that of the first start
/// show the same model.
public final class PromptModel {
    private static final Texts TEXTS = Texts.of(PromptModel.class);

    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty autoRun = new SimpleBooleanProperty(true);
    private final BooleanProperty ids = new SimpleBooleanProperty();
    private final StringProperty count = new SimpleStringProperty("");
    private final StringProperty remark = new SimpleStringProperty("");
    private final StringProperty warning = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Trouble> trouble = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable TokenSequence> tokens = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable TokenSequence> sequence = new SimpleObjectProperty<>();
    private final ObjectProperty<Optional<Tokenizer>> tokenizer = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<@Nullable Example> example = new SimpleObjectProperty<>();
    private final ObservableList<Prompt> prompts =
            FXCollections.observableArrayList(new Prompt(1, TEXTS.get("numbered", 1), "", Optional.empty()));
    private final ObservableList<Prompt> shown = FXCollections.unmodifiableObservableList(prompts);
    private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Prompt> chosen = new ReadOnlyObjectWrapper<>(prompts.getFirst());
    private final List<Example> examples;
    private final StringProperty openModel = new SimpleStringProperty("");
    private final ExampleActs acts;
    private boolean byHand;
    private int numbers = 1;

    /// A prompt to start from.
    ///
    /// @param about what to look at
    /// @param edit the text form of an edit or a policy that belongs to it, as a card of the stack is written; empty for none
    /// @param model the name of the model of which that is said
    public record Example(String name, String text, String about, String edit, String model) {}

    /// What examples need that is not the prompt's own affair.
    public interface ExampleActs {
        /// Adds the edit or the policy of an example to the stack, given its text form.
        void add(String edit);

        /// Opens the model of which an example says something.
        void open(String model);
    }

    /// Why the prompt does not run as it stands.
    ///
    /// @param code the short code, as `D-201`
    /// @param step what the button does, null where only typing helps
    /// @param act the step
    public record Trouble(String sentence, String code, @Nullable String step, Runnable act) {}

    /// Of examples whose edits nobody adds.
    public PromptModel(List<Example> examples) {
        this(examples, new ExampleActs() {
            @Override
            public void add(String edit) {}

            @Override
            public void open(String model) {}
        });
    }

    public PromptModel(List<Example> examples, ExampleActs acts) {
        this.examples = List.copyOf(examples);
        this.acts = acts;
        text.subscribe((_, now) -> typed(now));
        Watch.all(this::keep, text, tokens);
    }

    /// Whoever types wants the tokens of the text, and has left the example.
    private void typed(String now) {
        if (!byHand) {
            tokens.set(null);
        }
        Example shown = example.get();
        if (shown != null && !shown.text().equals(now)) {
            example.set(null);
        }
    }

    /// Text and tokens that come together are kept together.
    private void keep() {
        if (byHand) {
            return;
        }
        Prompt now = prompts.get(current.get());
        Prompt kept = now.with(text.get(), Optional.ofNullable(tokens.get()));
        if (!kept.equals(now)) {
            prompts.set(current.get(), kept);
        }
        chosen.set(kept);
    }

    /// The prompts of the study, of which one is chosen.
    public ObservableList<Prompt> prompts() {
        return shown;
    }

    /// The place of the chosen prompt.
    public ReadOnlyIntegerProperty current() {
        return current.getReadOnlyProperty();
    }

    /// The chosen prompt, as it stands.
    public ReadOnlyObjectProperty<Prompt> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /// Whether there is more than one prompt.
    public BooleanBinding several() {
        return Bindings.size(prompts).greaterThan(1);
    }

    /// Chooses another prompt.
    public void choose(int place) {
        Prompt next = prompts.get(place);
        current.set(place);
        set(next.text(), next.tokens());
    }

    /// Chooses a prompt and lets it be as it was. One that was taken away comes back, as the last.
    public void show(Prompt before) {
        int place = IntStream.range(0, prompts.size()).filter(i -> prompts.get(i).number() == before.number()).findFirst().orElse(prompts.size());
        if (place < prompts.size()) {
            prompts.set(place, before);
        } else {
            numbers = Math.max(numbers, before.number());
            prompts.add(before);
        }
        choose(place);
    }

    /// The prompt that says the same; where there is none, one that [#show] will add.
    public Prompt like(Prompt other) {
        return prompts.stream().filter(prompt -> prompt.text().equals(other.text()) && prompt.tokens().equals(other.tokens())).findFirst()
                .orElseGet(() -> new Prompt(++numbers, freeName(), other.text(), other.tokens()));
    }

    /// Puts others in the place of all prompts, and chooses one of them.
    ///
    /// @param others one at least
    public void setAll(List<Prompt> others, int place) {
        current.set(0);
        numbers = others.stream().mapToInt(Prompt::number).max().orElse(numbers);
        prompts.setAll(others);
        choose(place);
    }

    /// Chooses the prompt some places further, round the ends.
    public void step(int by) {
        choose(Math.floorMod(current.get() + by, prompts.size()));
    }

    /// Adds a prompt that begins as the chosen one is, and chooses it.
    public void add() {
        Prompt now = prompts.get(current.get());
        prompts.add(new Prompt(++numbers, freeName(), now.text(), now.tokens()));
        choose(prompts.size() - 1);
    }

    private String freeName() {
        int number = prompts.size() + 1;
        while (isTaken(TEXTS.get("numbered", number))) {
            number++;
        }
        return TEXTS.get("numbered", number);
    }

    private boolean isTaken(String name) {
        return prompts.stream().anyMatch(prompt -> prompt.name().equals(name));
    }

    /// Gives the chosen prompt another name; a blank one is none.
    public void rename(String name) {
        if (!name.isBlank()) {
            prompts.set(current.get(), prompts.get(current.get()).named(name.strip()));
            chosen.set(prompts.get(current.get()));
        }
    }

    /// Takes the chosen prompt away; the last one stays.
    public void remove() {
        if (prompts.size() > 1) {
            int place = current.get();
            int next = Math.min(place, prompts.size() - 2);
            current.set(0);
            Prompt shown = prompts.get(place == next ? place + 1 : next);
            prompts.remove(place);
            current.set(next);
            set(shown.text(), shown.tokens());
        }
    }

    /// Tokens set by hand, which the text does not give; null where the text gives them.
    public ObjectProperty<@Nullable TokenSequence> tokens() {
        return tokens;
    }

    /// Tokens set by hand were those of another model: the texts give them again, in all prompts.
    public void forgetTokens() {
        prompts.replaceAll(prompt -> prompt.with(prompt.text(), Optional.empty()));
        tokens.set(null);
    }

    /// The prompt's tokens as they were counted last; null before.
    public ObjectProperty<@Nullable TokenSequence> sequence() {
        return sequence;
    }

    /// The tokenizer of the open model, where it has one.
    public ObjectProperty<Optional<Tokenizer>> tokenizer() {
        return tokenizer;
    }

    /// Puts these tokens in the place of the prompt's. The text becomes what they say; where it would give other tokens, these are kept beside it.
    public void useTokens(TokenSequence ids) {
        Optional<Tokenizer> words = tokenizer.get();
        String said = words.map(known -> said(ids, known)).orElseGet(ids::toString);
        boolean same = words.map(known -> known.encode(said).tokens().equals(ids)).orElse(true);
        set(said, same ? Optional.empty() : Optional.of(ids));
        sequence.set(ids);
    }

    /// What tokens say, without those that the tokenizer puts before every text.
    private static String said(TokenSequence ids, Tokenizer words) {
        TokenSequence before = words.encode("").tokens();
        boolean begins = ids.commonPrefix(before) == before.length();
        int from = begins ? before.length() : 0;
        return words.decode(TokenSequence.of(Arrays.copyOfRange(ids.toArray(), from, ids.length())));
    }

    private void set(String said, Optional<TokenSequence> ids) {
        byHand = true;
        tokens.set(ids.orElse(null));
        text.set(said);
        byHand = false;
        keep();
    }

    /// The example whose text stands in the prompt; null if none does.
    public ObjectProperty<@Nullable Example> example() {
        return example;
    }

    /// Puts an example into the prompt.
    public void use(Example chosen) {
        text.set(chosen.text());
        example.set(chosen);
    }

    /// Adds the edit of the example to the stack.
    public void addEdit(Example of) {
        acts.add(of.edit());
    }

    /// Opens the model of which the example says something.
    public void openModelOf(Example of) {
        acts.open(of.model());
    }

    /// The name of the open model; empty while there is none.
    public StringProperty openModel() {
        return openModel;
    }

    /// The prompt, or its token ids where the model has no tokenizer.
    public StringProperty text() {
        return text;
    }

    /// Whether typing runs the model.
    public BooleanProperty autoRun() {
        return autoRun;
    }

    /// Whether the text is token ids.
    public BooleanProperty ids() {
        return ids;
    }

    /// How many tokens it has, in words; empty before it was counted.
    public StringProperty count() {
        return count;
    }

    /// Something worth knowing, such as why auto-run turned itself off; empty if there is nothing.
    public StringProperty remark() {
        return remark;
    }

    /// What of the text the model does not see; empty if it sees everything.
    public StringProperty warning() {
        return warning;
    }

    /// Why it does not run; null if it does.
    public ObjectProperty<@Nullable Trouble> trouble() {
        return trouble;
    }

    public List<Example> examples() {
        return examples;
    }
}
