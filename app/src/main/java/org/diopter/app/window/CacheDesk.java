package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import org.diopter.app.bundled.BundledKernels;
import org.diopter.views.cache.CacheInspector;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.CacheView;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What cache policies keep of the prompt, step by step.
final class CacheDesk implements Desk, CacheView.Acts {
    static final String NAME = "cache";
    private static final List<String> TEXTS = List.of("*.txt", "*.md", "*.*");

    private final Workplace place;
    private final CacheModel model = new CacheModel();
    private final CacheSession session;
    private final SweepSession sweep;
    private final HeadChoiceSession heads;
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private @Nullable CacheView view;

    /// @param kernels those that come with the bundled model
    /// @param samples texts on which values of heads are chosen where the user has chosen none
    CacheDesk(Workplace place, BundledKernels kernels, SampleText samples) {
        this.place = place;
        session = new CacheSession(place, model, kernels::named);
        sweep = new SweepSession(place, model, kernels::named);
        heads = new HeadChoiceSession(place, model, samples, kernels::named);
        new PolicyInStudy(place, model, kernels::named);
        place.map().ifPresent(model.map()::set);
        place.trajectory().selected().subscribe((_, cell) -> follow(cell));
        Watch.all(this::lead, model.query(), model.playing());
    }

    CacheModel model() {
        return model;
    }

    /// Puts the first policy into the edit stack and shows where it is changed.
    void useInStudy() {
        place.show(NAME);
        model.inStudy().set(true);
    }

    /// The position that all views share is the query.
    private void follow(@Nullable Cell cell) {
        if (cell != null && cell.position() != model.query().get()) {
            model.playing().set(false);
            model.query().set(cell.position());
        }
    }

    /// The query is the position that all views share, once it stands still.
    private void lead() {
        Cell cell = place.trajectory().selected().get();
        if (cell != null && !model.playing().get() && model.known().get() != null && cell.position() != model.query().get()) {
            place.trajectory().selected().set(new Cell(cell.row(), model.query().get()));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Icon icon() {
        return Icon.CACHE;
    }

    @Override
    public Node centre() {
        CacheView made = new CacheView(model, place.context(), this);
        made.pointed().subscribe(pointed::set);
        view = made;
        return made;
    }

    @Override
    public Node inspector() {
        return new CacheInspector(model, place.context());
    }

    @Override
    public void shown(boolean front) {
        session.shown().set(front);
        if (!front) {
            model.playing().set(false);
        }
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(CacheView::focused);
    }

    @Override
    public void toggleTable() {
        if (view != null) {
            view.asTable().setSelected(!view.asTable().isSelected());
        }
    }

    @Override
    public ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    @Override
    public void run() {
        session.run();
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public Optional<Path> kernels() {
        return place.choosers().folder(WindowTexts.ALL.get("cache.kernels"));
    }

    @Override
    public void sweep() {
        sweep.run();
    }

    @Override
    public void cancelSweep() {
        sweep.cancel();
    }

    @Override
    public void chooseHeads() {
        heads.run();
    }

    @Override
    public void cancelHeads() {
        heads.cancel();
    }

    @Override
    public Optional<Path> text() {
        return place.choosers().files(WindowTexts.ALL.get("cache.text"), WindowTexts.ALL.get("cache.text-kind"), TEXTS, false).stream().findFirst();
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }
}
