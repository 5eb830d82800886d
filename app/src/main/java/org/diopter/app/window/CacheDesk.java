package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.bundled.BundledKernels;
import org.diopter.views.cache.CacheInspector;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.CachePage;
import org.diopter.views.cache.CacheView;
import org.diopter.views.cache.PageSwitch;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.kernels.KernelModel;
import org.diopter.views.kernels.KernelPane;
import org.diopter.views.kernels.KernelView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What cache policies keep of the prompt, step by step.
final class CacheDesk implements Desk, CacheView.Acts, KernelView.Acts {
    static final String NAME = "cache";
    private static final List<String> TEXTS = List.of("*.txt", "*.md", "*.*");

    private final Workplace place;
    private final CacheModel model = new CacheModel();
    private final CacheSession session;
    private final SweepSession sweep;
    private final HeadChoiceSession heads;
    private final KernelModel kernelModel = new KernelModel();
    private final KernelSession training;
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private @Nullable CacheView view;
    private @Nullable KernelView kernelView;
    private @Nullable CacheInspector inspector;

    /// @param kernels those that come with the bundled model
    /// @param samples texts on which values of heads are chosen and kernels are trained where the user has chosen none
    /// @param home the program's folder, in which trained kernels are kept
    CacheDesk(Workplace place, BundledKernels kernels, SampleText samples, Path home) {
        this.place = place;
        session = new CacheSession(place, model, kernels::policy);
        new OthersSession(place, model, session.shown(), kernels::policy);
        sweep = new SweepSession(place, model, kernels::policy);
        heads = new HeadChoiceSession(place, model, samples, kernels::policy);
        new PolicyInStudy(place, model, kernels::policy);
        training = new KernelSession(place, kernelModel, model, samples, home);
        place.map().ifPresent(model.map()::set);
        place.trajectory().selected().subscribe((_, cell) -> follow(cell));
        Watch.all(this::lead, model.query(), model.playing());
    }

    CacheModel model() {
        return model;
    }

    KernelModel kernelModel() {
        return kernelModel;
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
    public boolean needsRun() {
        return true;
    }

    @Override
    public Node centre() {
        CacheView made = new CacheView(model, place.context(), this);
        KernelView kernels = new KernelView(kernelModel, place.context(), new PageSwitch(model), place.hasModel(), this);
        made.pointed().subscribe(pointed::set);
        view = made;
        kernelView = kernels;
        return paged(made, kernels);
    }

    @Override
    public Node inspector() {
        CacheInspector made = new CacheInspector(model, place.context());
        inspector = made;
        return paged(made, new KernelPane(kernelModel, this));
    }

    /// The one or the other, by the page.
    private StackPane paged(Node policies, Node kernels) {
        policies.visibleProperty().bind(model.page().isEqualTo(CachePage.POLICIES));
        kernels.visibleProperty().bind(model.page().isEqualTo(CachePage.TRAINING));
        return new StackPane(policies, kernels);
    }

    private boolean trains() {
        return model.page().get() == CachePage.TRAINING;
    }

    @Override
    public void register(ActionRegistry actions) {
        BooleanExpression running = BooleanExpression.booleanExpression(kernelModel.running());
        actions.add("run.train-kernels", place.hasModel().and(running.not()), this::start);
        actions.add("run.pause-kernels", running, this::pause);
        actions.add("run.stop-kernels", running, this::stop);
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
        if (trains()) {
            return Optional.ofNullable(kernelView).flatMap(KernelView::focused);
        }
        return Optional.ofNullable(inspector).flatMap(CacheInspector::focused).or(() -> Optional.ofNullable(view).flatMap(CacheView::focused));
    }

    @Override
    public void toggleTable() {
        if (trains()) {
            kernelModel.asTable().set(!kernelModel.asTable().get());
        } else if (view != null) {
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
    public void trainKernels(int side) {
        takePolicy(side);
        model.page().set(CachePage.TRAINING);
    }

    @Override
    public void takePolicy() {
        takePolicy(0);
    }

    private void takePolicy(int side) {
        if (!kernelModel.running().get()) {
            kernelModel.form().set(kernelModel.form().get().withPolicy(model.form(side).get().sparse()));
        }
    }

    @Override
    public void chooseKernelText() {
        List<Path> chosen = place.choosers().files(WindowTexts.ALL.get("training.text"), WindowTexts.ALL.get("training.text-kind"), TEXTS, true);
        if (!chosen.isEmpty()) {
            kernelModel.form().set(kernelModel.form().get().withFiles(chosen));
        }
    }

    @Override
    public void start() {
        place.show(NAME);
        model.page().set(CachePage.TRAINING);
        training.start();
    }

    @Override
    public void pause() {
        training.pause();
    }

    @Override
    public void stop() {
        training.stop();
    }

    @Override
    public void resume() {
        training.resume();
    }

    @Override
    public void forget() {
        training.forget();
    }

    @Override
    public void use() {
        training.use();
    }

    @Override
    public void look() {
        model.page().set(CachePage.POLICIES);
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
