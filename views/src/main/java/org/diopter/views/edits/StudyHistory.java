package org.diopter.views.edits;

import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The study on the screen and the steps that led to it, the way back and forth again. FX thread only.
public final class StudyHistory {
    /// How many steps can be undone.
    public static final int STEPS = 200;

    /// A step by its name, and the study after it.
    public record Step(String name, StudyState state) {}

    private final ObservableList<Step> steps = FXCollections.observableArrayList();
    private final ObservableList<Step> shown = FXCollections.unmodifiableObservableList(steps);
    private final ReadOnlyIntegerWrapper place = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<StudyState> now = new ReadOnlyObjectWrapper<>(StudyState.NONE);
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
    private @Nullable Object going;

    public StudyHistory() {
        steps.add(new Step(StepWords.start(), StudyState.NONE));
    }

    /// The study as it is.
    public ReadOnlyObjectProperty<StudyState> now() {
        return now.getReadOnlyProperty();
    }

    /// All steps, the oldest first: those that led here, then those that were undone.
    public ObservableList<Step> steps() {
        return shown;
    }

    /// Which of them led to the study as it is.
    public ReadOnlyIntegerProperty place() {
        return place.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty undoable() {
        return undoable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty redoable() {
        return redoable.getReadOnlyProperty();
    }

    /// Makes a step. What was undone before is forgotten.
    ///
    /// @return whether anything changed
    public boolean change(StudyState to) {
        settle();
        if (to.equals(now.get())) {
            return false;
        }
        steps.remove(place.get() + 1, steps.size());
        steps.add(new Step(StepWords.between(now.get(), to), to));
        if (steps.size() > STEPS + 1) {
            steps.removeFirst();
        }
        stand(steps.size() - 1);
        return true;
    }

    /// A change in the course of something, as of a slider that is dragged or a prompt that is typed: one step together with those before it of the same
    /// thing, until [#settle] or another change.
    ///
    /// @param of what is going on
    public void change(StudyState to, Object of) {
        if (!of.equals(going)) {
            if (change(to)) {
                going = of;
            }
        } else if (!to.equals(now.get())) {
            int last = place.get();
            steps.set(last, new Step(StepWords.between(steps.get(last - 1).state(), to), to));
            stand(last);
        }
    }

    /// What was going on is over: a later change is a step of its own.
    public void settle() {
        going = null;
    }

    /// Something is otherwise than every step has it, and not by the user's doing.
    public void rebase(UnaryOperator<StudyState> how) {
        steps.replaceAll(step -> new Step(step.name(), how.apply(step.state())));
        stand(place.get());
    }

    /// Begins anew, without a way back.
    ///
    /// @param name of what it begins with, empty for a usual start
    public void begin(String name, StudyState with) {
        settle();
        steps.setAll(List.of(new Step(name.isEmpty() ? StepWords.start() : name, with)));
        stand(0);
    }

    /// Takes the last step back.
    public void undo() {
        goTo(place.get() - 1);
    }

    /// Does again what was undone last.
    public void redo() {
        goTo(place.get() + 1);
    }

    /// Goes to the study after a step; to a step that there is not, nowhere.
    public void goTo(int step) {
        settle();
        if (step >= 0 && step < steps.size()) {
            stand(step);
        }
    }

    /// Who hears of the study finds the rest right.
    private void stand(int step) {
        place.set(step);
        undoable.set(step > 0);
        redoable.set(step < steps.size() - 1);
        now.set(steps.get(step).state());
    }
}
