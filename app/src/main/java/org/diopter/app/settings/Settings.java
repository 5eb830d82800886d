package org.diopter.app.settings;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import javafx.collections.ObservableSet;

/// What the program remembers, as properties for the window to bind to. FX thread only.
public final class Settings {
    /// How many recent models are kept.
    static final int RECENT = 10;

    private final ObjectProperty<ThemeChoice> theme = new SimpleObjectProperty<>(ThemeChoice.SYSTEM);
    private final DoubleProperty textScale = new SimpleDoubleProperty(1);
    private final BooleanProperty bits = new SimpleBooleanProperty();
    private final StringProperty map = new SimpleStringProperty();
    private final StringProperty view = new SimpleStringProperty();
    private final ObjectProperty<WindowPlace> window = new SimpleObjectProperty<>();
    private final ObservableMap<String, Double> dividers = FXCollections.observableHashMap();
    private final ObservableSet<String> hidden = FXCollections.observableSet();
    private final ObservableList<RecentModel> recent = FXCollections.observableArrayList();
    private final ObservableMap<String, String> lenses = FXCollections.observableHashMap();
    private final StringProperty lensMode = new SimpleStringProperty();
    private final ObjectProperty<BrokenOffTraining> training = new SimpleObjectProperty<>();
    private final ObservableMap<String, BrokenOffKernels> kernels = FXCollections.observableHashMap();
    private final StringProperty prompt = new SimpleStringProperty();
    private final BooleanProperty autoRun = new SimpleBooleanProperty();
    private final BooleanProperty lowMemory = new SimpleBooleanProperty();
    private final BooleanProperty cpuOnly = new SimpleBooleanProperty();
    private final IntegerProperty memoryGb = new SimpleIntegerProperty();
    private final IntegerProperty storeGb = new SimpleIntegerProperty();
    private final BooleanProperty welcomed = new SimpleBooleanProperty();
    private final BooleanProperty toured = new SimpleBooleanProperty();

    Settings(SavedSettings saved) {
        theme.set(saved.theme());
        textScale.set(saved.textScale());
        bits.set(saved.bits());
        map.set(saved.map());
        view.set(saved.view());
        window.set(saved.window());
        dividers.putAll(saved.dividers());
        hidden.addAll(saved.hidden());
        recent.setAll(saved.recent());
        lenses.putAll(saved.lenses());
        lensMode.set(saved.lensMode());
        training.set(saved.training());
        kernels.putAll(saved.unfinishedKernels());
        prompt.set(saved.prompt());
        autoRun.set(saved.autoRun());
        lowMemory.set(saved.lowMemory());
        cpuOnly.set(saved.cpuOnly());
        memoryGb.set(saved.memoryGb());
        storeGb.set(saved.storeGb());
        welcomed.set(saved.welcomed());
        toured.set(saved.toured());
    }

    /// How the window is coloured.
    public ObjectProperty<ThemeChoice> theme() {
        return theme;
    }

    /// Size of text and controls, 0.8 to 2.
    public DoubleProperty textScale() {
        return textScale;
    }

    /// Whether logarithms are shown in bits, else in nats.
    public BooleanProperty bits() {
        return bits;
    }

    /// Name of the colour map for one-sided quantities.
    public StringProperty map() {
        return map;
    }

    /// The view shown last.
    public StringProperty view() {
        return view;
    }

    /// Where the window stood; null before it stood anywhere.
    public ObjectProperty<WindowPlace> window() {
        return window;
    }

    /// Sizes of panes that have a divider, in pixels, by name.
    public ObservableMap<String, Double> dividers() {
        return dividers;
    }

    /// Names of panes that are hidden.
    public ObservableSet<String> hidden() {
        return hidden;
    }

    /// Models opened before, the newest first.
    public ObservableList<RecentModel> recent() {
        return recent;
    }

    /// Where the lens lies that a model was looked at through last, by the SHA-256 of its weights.
    public ObservableMap<String, String> lenses() {
        return lenses;
    }

    /// Name of the way models with a lens are looked at; null before it was chosen.
    public StringProperty lensMode() {
        return lensMode;
    }

    /// The training of a lens that has begun and not ended; null if there is none.
    public ObjectProperty<BrokenOffTraining> training() {
        return training;
    }

    /// Trainings of kernels that have begun and not ended, by the SHA-256 of their model's weights.
    public ObservableMap<String, BrokenOffKernels> kernels() {
        return kernels;
    }

    /// What stood in the prompt; null before the first.
    public StringProperty prompt() {
        return prompt;
    }

    /// Whether typing runs the model.
    public BooleanProperty autoRun() {
        return autoRun;
    }

    /// Whether models are opened without copies of their weights.
    public BooleanProperty lowMemory() {
        return lowMemory;
    }

    /// Whether the CPU computes although there may be a GPU. From the next start on.
    public BooleanProperty cpuOnly() {
        return cpuOnly;
    }

    /// The memory that models may count on, in 10⁹ bytes; 0 for what is free. From the next start on.
    public IntegerProperty memoryGb() {
        return memoryGb;
    }

    /// What the program may keep of earlier work, in 10⁹ bytes. From the next start on.
    public IntegerProperty storeGb() {
        return storeGb;
    }

    /// Whether the notes of the first start have been closed.
    public BooleanProperty welcomed() {
        return welcomed;
    }

    /// Whether the tour of the window has been shown.
    public BooleanProperty toured() {
        return toured;
    }

    /// This model was opened: it goes to the front of the recent ones.
    public void opened(RecentModel model) {
        recent.removeIf(other -> other.folder().equals(model.folder()));
        recent.addFirst(model);
        if (recent.size() > RECENT) {
            recent.remove(RECENT, recent.size());
        }
    }

    /// Calls `changed` after every change of anything.
    void onChange(Runnable changed) {
        for (Property<?> property : List.<Property<?>>of(theme, textScale, bits, map, view, window, lensMode, training, prompt, autoRun, lowMemory, cpuOnly,
                memoryGb, storeGb, welcomed, toured)) {
            property.subscribe((_, _) -> changed.run());
        }
        dividers.subscribe(changed);
        hidden.subscribe(changed);
        recent.subscribe(changed);
        lenses.subscribe(changed);
        kernels.subscribe(changed);
    }

    /// A copy of everything as it is now.
    SavedSettings saved() {
        return new SavedSettings(SavedSettings.VERSION, theme.get(), textScale.get(), bits.get(), map.get(), view.get(), window.get(),
                dividers, hidden, recent, lenses, lensMode.get(), training.get(), kernels, prompt.get(), autoRun.get(), lowMemory.get(), cpuOnly.get(),
                memoryGb.get(), storeGb.get(), welcomed.get(), toured.get());
    }
}
