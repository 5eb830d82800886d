package org.diopter.app.window;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.ZeroMatrix;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.Matrices;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;

/// What can be done with the edit stack, and what of its runs is looked at.
final class StackCommands {
    /// The actions that add an edit, in the order of the stack's menu.
    static final List<String> ADDITIONS = List.of("edit.add-rank", "edit.add-directions", "edit.add-cache", "edit.add-zero", "edit.add-magnitude", "edit.add-skip");
    /// What a new edit keeps or drops: enough to see something.
    private static final BigDecimal SHARE = new BigDecimal("0.2");

    private final Workplace place;
    private final EditStackModel stack;

    StackCommands(Workplace place) {
        this.place = place;
        stack = place.stack();
    }

    /// Edits name blocks and matrices of a model; when another is opened they are put aside, where undo finds them.
    void followModel() {
        place.models().model().subscribe((before, now) -> {
            if (before != null && now != null && !before.id().sha256().equals(now.id().sha256())) {
                stack.clear();
            }
        });
    }

    /// Registers what changes the stack.
    ///
    /// @param addPolicy lets the model run under a cache policy
    void register(ActionRegistry actions, Runnable addPolicy) {
        actions.add("edit.undo", stack.undoable(), stack::undo);
        actions.add("edit.redo", stack.redoable(), stack::redo);
        actions.add("edit.add-rank", place.hasModel(), () -> addMatrix(matrix -> new ReduceRank(matrix, new ComponentMask.Share(SHARE, false))));
        actions.add("edit.add-directions", place.hasModel(), () -> place.show(DirectionsDesk.NAME));
        actions.add("edit.add-cache", place.hasModel(), addPolicy);
        actions.add("edit.add-zero", place.hasModel(), () -> addMatrix(ZeroMatrix::new));
        actions.add("edit.add-magnitude", place.hasModel(), () -> addMatrix(matrix -> new PruneMagnitude(matrix, BigDecimal.ONE.subtract(SHARE))));
        actions.add("edit.add-skip", place.hasModel(), () -> addMatrix(matrix -> new SkipPart(matrix.block(), SkipPart.Part.MLP)));
    }

    /// Registers what switches between its runs.
    void registerShow(ActionRegistry actions) {
        Runs runs = place.trajectory().runs();
        actions.add("view.show-baseline", runs.editing(), () -> runs.wanted().set(Show.BASELINE));
        actions.add("view.show-edited", runs.editing(), () -> runs.wanted().set(Show.EDITED));
        actions.add("view.show-difference", runs.editing(), () -> runs.wanted().set(Show.DIFFERENCE));
        actions.add("view.show-both", runs.editing(), () -> runs.wanted().set(Show.BOTH));
    }

    /// Adds an edit of the middle block's usual matrix; its card says where else it could act.
    private void addMatrix(Function<MatrixId, Edit> edit) {
        OpenModel open = place.models().model().get();
        List<MatrixKind> kinds = open == null ? List.of() : Matrices.of(open.card());
        if (open != null && !kinds.isEmpty()) {
            stack.add(edit.apply(new MatrixId(open.card().layers() / 2, Matrices.usual(kinds))));
        }
    }
}
