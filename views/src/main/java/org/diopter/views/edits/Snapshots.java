package org.diopter.views.edits;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The snapshots of a session, in the order they were taken. No two have the same name. FX thread only.
public final class Snapshots {
    private final ObservableList<Snapshot> all = FXCollections.observableArrayList();
    private final ObservableList<Snapshot> shown = FXCollections.unmodifiableObservableList(all);

    /// All of them, to be listened to.
    public ObservableList<Snapshot> all() {
        return shown;
    }

    /// Keeps a snapshot, under a name of its own: where another has the name a number is put behind it.
    ///
    /// @return as it is kept
    public Snapshot add(Snapshot snapshot) {
        Snapshot kept = snapshot.named(free(snapshot.name()));
        all.add(kept);
        return kept;
    }

    /// Forgets one.
    public void remove(Snapshot snapshot) {
        all.remove(snapshot);
    }

    /// In the place of all there were; their names are taken as they come.
    public void setAll(List<Snapshot> others) {
        if (!all.equals(others)) {
            all.setAll(others);
        }
    }

    private String free(String name) {
        String free = name;
        for (int number = 2; isTaken(free); number++) {
            free = name + " " + number;
        }
        return free;
    }

    private boolean isTaken(String name) {
        return all.stream().anyMatch(snapshot -> snapshot.name().equals(name));
    }
}
