package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.ModelCard;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.edits.EditCard;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.Matrices;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the Rank view shows: a matrix, its spectrum, and what the selected edit leaves of it. Without a selected edit of a matrix the view is for looking;
/// the first change then adds one to the stack.
public final class RankModel {
    private final EditStackModel stack;
    private final long seed;
    private final ObjectProperty<@Nullable Kept> kept = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable ModelCard> card = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable MatrixId> matrix = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Known> spectrum = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Setting> setting = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<EditStack> alone = new ReadOnlyObjectWrapper<>(EditStack.NONE);

    /// The singular values of a matrix.
    public record Known(MatrixId matrix, Spectrum spectrum) {}

    /// @param seed of the randomised method
    public RankModel(EditStackModel stack, long seed) {
        this.stack = stack;
        this.seed = seed;
        Watch.all(this::follow, stack.cards(), stack.selected(), card);
        Watch.all(this::makeSetting, spectrum, matrix, stack.cards(), stack.selected());
    }

    /// The singular values of what an edit keeps, as its method finds them.
    @SuppressWarnings("ArrayRecordComponent")
    public record Kept(MatrixEdit edit, double[] values) {}

    /// What a random projection keeps; of another edit while that of the present one is being computed.
    public ObjectProperty<@Nullable Kept> kept() {
        return kept;
    }

    /// The randomised method, with the program's seed.
    public SvdMethod randomised() {
        return new SvdMethod.Randomised(seed);
    }

    /// The open model; null while there is none.
    public ObjectProperty<@Nullable ModelCard> card() {
        return card;
    }

    /// The kinds of matrices that the model has.
    public List<MatrixKind> kinds() {
        ModelCard now = card.get();
        return now == null ? List.of() : Matrices.of(now);
    }

    /// The matrix that is looked at; null while no model is open.
    public ReadOnlyObjectProperty<@Nullable MatrixId> matrix() {
        return matrix.getReadOnlyProperty();
    }

    /// The spectrum that is known; of another matrix while that of the one looked at is being computed.
    public ObjectProperty<@Nullable Known> spectrum() {
        return spectrum;
    }

    /// What the controls say; null while the spectrum is not known.
    public ReadOnlyObjectProperty<@Nullable Setting> setting() {
        return setting.getReadOnlyProperty();
    }

    /// The edit that is looked at, alone: what the view shows the effect of. Empty if there is none, or if it is muted.
    public ReadOnlyObjectProperty<EditStack> alone() {
        return alone.getReadOnlyProperty();
    }

    /// The selected card, if it is one of a matrix.
    public Optional<EditCard> selected() {
        return stack.selectedCard().filter(selected -> selected.edit() instanceof MatrixEdit);
    }

    /// Looks at another matrix; a selected edit goes with it.
    public void look(MatrixId other) {
        if (other.equals(matrix.get())) {
            return;
        }
        Optional<EditCard> edited = selected();
        Setting now = setting.get();
        matrix.set(other);
        if (edited.isPresent() && now != null) {
            Setting moved = new Setting(other, now.components(), now.keep(), now.rank(), now.rho(), now.without(), now.dropped(), now.method());
            stack.replace(edited.get().number(), asFar(moved.edit(), edited.get()));
        }
    }

    /// Changes what is left of the matrix: of the selected edit, else of a new one.
    public void change(UnaryOperator<Setting> how) {
        Setting now = setting.get();
        if (now == null || how.apply(now).equals(now)) {
            return;
        }
        MatrixEdit edit = how.apply(now).edit();
        Optional<EditCard> edited = selected();
        if (edited.isPresent()) {
            stack.amend(edited.get().number(), asFar(edit, edited.get()));
        } else {
            stack.add(edit);
        }
    }

    /// What an edit becomes goes as far as the edit did.
    private static MatrixEdit asFar(MatrixEdit edit, EditCard before) {
        return edit.withStrength(((MatrixEdit) before.edit()).strength());
    }

    /// A drag is over.
    public void settle() {
        stack.settle();
    }

    private void follow() {
        alone.set(selected().filter(stack.cards().get()::isActive).map(edited -> EditStack.of(edited.edit())).orElse(EditStack.NONE));
        ModelCard now = card.get();
        List<MatrixKind> kinds = kinds();
        if (now == null || kinds.isEmpty()) {
            matrix.set(null);
            spectrum.set(null);
            return;
        }
        MatrixId before = matrix.get();
        MatrixId usual = new MatrixId(now.layers() / 2, Matrices.usual(kinds));
        boolean fits = before != null && before.block() < now.layers() && kinds.contains(before.kind());
        matrix.set(selected().map(edited -> ((MatrixEdit) edited.edit()).matrix()).orElse(fits ? before : usual));
    }

    private void makeSetting() {
        Known known = spectrum.get();
        MatrixId looked = matrix.get();
        if (known == null || !known.matrix().equals(looked)) {
            setting.set(null);
            return;
        }
        Setting fresh = Setting.of(looked, known.spectrum().values().length);
        Optional<EditCard> edited = selected();
        setting.set(edited.map(now -> fresh.with((MatrixEdit) now.edit())).orElse(fresh));
    }
}
