package org.diopter.app.window;

import org.diopter.app.action.ActionRegistry;
import org.diopter.views.edits.Snapshots;

/// What can be done with the session and the history of its study.
record SessionCommands(SessionWork sessions, SessionContent content, Snapshots snapshots, Workplace place) {
    /// Registers it.
    ///
    /// @param history shows the steps of the study
    /// @param choose asks which session to open
    void register(ActionRegistry actions, Runnable history, Runnable choose) {
        snapshots.all().subscribe(sessions::changed);
        actions.add("file.new-session", WindowCommands.ALWAYS, sessions::begin);
        actions.add("file.open-session", WindowCommands.ALWAYS, choose);
        actions.add("file.save", WindowCommands.ALWAYS, sessions::save);
        actions.add("file.save-as", WindowCommands.ALWAYS, sessions::saveAs);
        actions.add("edit.history", place.hasModel(), history);
        actions.add("edit.baseline", place.hasModel(), place.stack()::clear);
        actions.add("edit.snapshot", place.trajectory().findings().isNotNull(),
                () -> content.snapshot().ifPresent(snapshot -> place.dialogs().said(WindowTexts.ALL.get("snapshot.taken", snapshot.name()))));
    }
}
