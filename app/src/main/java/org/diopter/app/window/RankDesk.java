package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.edits.Changes;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.Matrices;
import org.diopter.views.edits.Runs;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Watch;
import org.diopter.views.rank.RankModel;
import org.diopter.views.rank.RankView;
import org.diopter.views.rank.SearchFormPane;
import org.diopter.views.rank.SearchModel;
import org.diopter.views.rank.SettingInspector;
import org.jspecify.annotations.Nullable;

/// Ranks of matrices: their spectra, what reducing one does, and the search for reductions that help.
final class RankDesk implements Desk, RankView.Acts {
    private static final List<String> TASKS = List.of("*.jsonl", "*.json", "*.csv", "*.tsv", "*.*");
    private static final List<String> TEXTS = List.of("*.txt", "*.md", "*.*");

    private final Workplace place;
    private final RankModel model;
    private final SearchModel searched = new SearchModel();
    private final RankSession session;
    private final SearchSession search;
    private final HeldSession held;
    private final Runs alone = new Runs();
    private final ReadOnlyObjectWrapper<Changes> wanted = new ReadOnlyObjectWrapper<>(Changes.NONE);
    private final ReadOnlyObjectWrapper<@Nullable EditedRun> effect = new ReadOnlyObjectWrapper<>();
    private @Nullable RankView view;

    RankDesk(Workplace place, EngineOptions options, long seed) {
        this.place = place;
        model = new RankModel(place.stack(), seed);
        session = new RankSession(place.engine(), place.jobs(), place.models(), model, place.threads().timer(), place.fx(), place.failed());
        search = new SearchSession(place.engine(), options, place.jobs(), place.models(), searched, place.runner()::about, seed, place.fx());
        held = new HeldSession(place.engine(), place.jobs(), place.models(), searched, place.fx());
        new EditedSession(place.engine(), place.runner(), place.jobs(), place.models(), place.trajectory(), wanted, alone, place.threads().timer(),
                place.fx(), place.failed());
        Watch.all(this::decide, session.shown(), model.alone(), place.stack().changes());
        Watch.all(this::showEffect, alone.edited(), place.trajectory().runs().edited(), model.alone());
    }

    /// An edit that acts alone in the stack need not be run a second time.
    private void decide() {
        Changes edit = Changes.of(model.alone().get());
        boolean inStack = edit.equals(place.stack().changes().get());
        wanted.set(session.shown().get() && !inStack ? edit : Changes.NONE);
    }

    private void showEffect() {
        EditStack edit = model.alone().get();
        boolean inStack = Changes.of(edit).equals(place.stack().changes().get());
        EditedRun run = (inStack ? place.trajectory().runs() : alone).edited().get();
        effect.set(edit.isEmpty() ? null : run);
    }

    RankModel model() {
        return model;
    }

    SearchModel searched() {
        return searched;
    }

    @Override
    public String name() {
        return "rank";
    }

    @Override
    public Icon icon() {
        return Icon.RANK;
    }

    @Override
    public Node centre() {
        RankView made = new RankView(model, searched, effect.getReadOnlyProperty(), place.trajectory().look(), place.trajectory().selected(),
                this::provenance, place.context(), this);
        view = made;
        return made;
    }

    private Provenance provenance(String about) {
        OpenModel open = place.models().model().get();
        if (open == null) {
            throw new IllegalStateException("no model is open");
        }
        return place.runner().about(open, about);
    }

    @Override
    public Node inspector() {
        return new SettingInspector(searched);
    }

    @Override
    public void register(ActionRegistry actions) {
        actions.add("run.search", place.hasModel(), this::search);
        actions.add("run.stop-search", searched.running(), this::stop);
    }

    @Override
    public void shown(boolean front) {
        session.shown().set(front);
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(RankView::focused);
    }

    @Override
    public boolean opens(Edit edit) {
        return edit instanceof MatrixEdit;
    }

    @Override
    public void toggleTable() {
        if (view != null) {
            view.asTable().set(!view.asTable().get());
        }
    }

    @Override
    public void search() {
        OpenModel open = place.models().model().get();
        List<MatrixKind> kinds = open == null ? List.of() : Matrices.of(open.card());
        if (kinds.isEmpty()) {
            return;
        }
        place.show(name());
        if (searched.form().get().kinds().isEmpty()) {
            searched.form().set(searched.form().get().withKinds(List.of(Matrices.usual(kinds))));
        }
        place.dialogs().show(WindowTexts.ALL.get("search.title"), close -> new SearchFormPane(searched, kinds, this::chooseTask, this::chooseText, search::start, close));
    }

    private Optional<Path> chooseText() {
        return place.choosers().files(WindowTexts.ALL.get("search.choose-text"), WindowTexts.ALL.get("search.text-kind"), TEXTS, false).stream().findFirst();
    }

    private Optional<Path> chooseTask() {
        return place.choosers().files(WindowTexts.ALL.get("search.choose"), WindowTexts.ALL.get("search.kind"), TASKS, false).stream().findFirst();
    }

    @Override
    public void stop() {
        search.stop();
    }

    @Override
    public void ask(Reduction reduction) {
        held.ask(reduction);
    }

    @Override
    public void stopAsking() {
        held.stop();
    }

    @Override
    public void add(List<Reduction> reductions) {
        reductions.forEach(reduction -> place.stack().add(reduction.edit()));
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }
}
