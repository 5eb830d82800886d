package org.diopter.views.prompt;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What stands in the prompt and what is known about it. The prompt field of the left pane and that of the first start show the same model.
public final class PromptModel {
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty autoRun = new SimpleBooleanProperty(true);
    private final BooleanProperty ids = new SimpleBooleanProperty();
    private final StringProperty count = new SimpleStringProperty("");
    private final StringProperty remark = new SimpleStringProperty("");
    private final StringProperty warning = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Trouble> trouble = new SimpleObjectProperty<>();
    private final List<Example> examples;

    /// A prompt to start from.
    public record Example(String name, String text) {}

    /// Why the prompt does not run as it stands.
    ///
    /// @param code the short code, as `D-201`
    /// @param step what the button does, null where only typing helps
    /// @param act the step
    public record Trouble(String sentence, String code, @Nullable String step, Runnable act) {}

    public PromptModel(List<Example> examples) {
        this.examples = List.copyOf(examples);
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
