package org.diopter.app.window;

import java.util.List;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.ModelId;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.views.compare.NamedStudy;
import org.diopter.views.edits.Snapshots;

/// What can be done with the session and the history of its study.
record SessionCommands(SessionWork sessions, SessionContent content, Snapshots snapshots, CompareDesk compare, Workplace place) {
    /// Registers it.
    ///
    /// @param history shows the steps of the study
    /// @param choose asks which session to open
    void register(ActionRegistry actions, Runnable history, Runnable choose) {
        place.prompt().prompts().subscribe(sessions::changed);
        place.prompt().current().subscribe(sessions::changed);
        snapshots.all().subscribe(sessions::changed);
        snapshots.all().subscribe(this::offer);
        place.models().whenOpened(_ -> offer());
        actions.add("file.new-session", sessions::begin);
        actions.add("file.open-session", choose);
        actions.add("file.save", sessions::save);
        actions.add("file.save-as", sessions::saveAs);
        actions.add("edit.history", place.hasModel(), history);
        actions.add("edit.baseline", place.hasModel(), place.stack()::clear);
        actions.add("edit.snapshot", place.trajectory().findings().isNotNull(),
                () -> content.snapshot().ifPresent(snapshot -> place.dialogs().said(WindowTexts.ALL.get("snapshot.taken", snapshot.name()))));
    }

    /// What was kept of the open model can be compared, wherever the model lay when it was kept.
    private void offer() {
        OpenModel open = place.models().model().get();
        compare.offer(open == null ? List.of() : snapshots.all().stream().filter(kept -> kept.study().model().sha256().equals(open.id().sha256()))
                .map(kept -> new NamedStudy(kept.name(), at(open.id(), kept.study()), kept.state().prompt().text())).toList());
    }

    private static Study at(ModelId model, Study kept) {
        return new Study(model, kept.tokens(), kept.lens(), kept.edits(), kept.cache());
    }
}
