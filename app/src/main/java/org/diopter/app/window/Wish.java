package org.diopter.app.window;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.Study;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.edits.Runs;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Pin;
import org.diopter.views.trajectory.TrajectoryModel;

/// What should be known of a study.
///
/// @param everywhere tokens to be followed at every position
/// @param here tokens to be followed at the position that is looked at
/// @param position that is looked at, whose tokens are ranked
record Wish(Study study, List<Integer> everywhere, List<Integer> here, int position) {
    /// What the trajectory view wants to know of a study: what is pinned, in both runs where two are compared.
    ///
    /// @param positions how many the study has
    static Wish of(TrajectoryModel view, Study study, int positions) {
        Cell selected = view.selected().get();
        Runs runs = view.runs();
        List<Integer> pinned = runs.editing().get() ? view.pins().pinned().get().stream().map(Pin::id).toList() : List.of();
        return new Wish(study, view.tracked(), pinned, selected == null ? positions - 1 : Math.min(selected.position(), positions - 1));
    }

    /// The same of the run that an edited one is compared with.
    Wish baseline() {
        return new Wish(new Study(study.model(), study.tokens(), study.lens(), study.edits().neutral(), study.cache().neutral()), everywhere, here, position);
    }

    /// All tokens to be followed.
    List<Integer> tracked() {
        return Stream.concat(everywhere.stream(), here.stream()).distinct().toList();
    }

    /// Whether a trajectory of the study leaves something to be wished.
    boolean isOpen(Trajectory trajectory) {
        return !trajectory.isComplete() || !trajectory.isRanked(position)
                || here.stream().anyMatch(id -> !isFollowed(trajectory, id, position))
                || everywhere.stream().anyMatch(id -> IntStream.range(0, trajectory.positions()).anyMatch(at -> !isFollowed(trajectory, id, at)));
    }

    private static boolean isFollowed(Trajectory trajectory, int id, int position) {
        return Arrays.stream(trajectory.tracked(position)).anyMatch(known -> known == id);
    }
}
