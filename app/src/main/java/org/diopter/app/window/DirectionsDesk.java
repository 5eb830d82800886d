package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.bundled.BundledBases;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.BasisCost;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.Edit;
import org.diopter.model.hub.BundledModel;
import org.diopter.views.directions.DirectionInspector;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.DirectionsView;
import org.diopter.views.directions.ExtractPane;
import org.diopter.views.directions.SearchPhase;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Icon;
import org.jspecify.annotations.Nullable;

/// Directions of the stream that a prediction hangs on: found, measured, switched off.
final class DirectionsDesk implements Desk, DirectionsView.Acts {
    static final String NAME = "directions";
    private static final List<String> TEXTS = List.of("*.txt", "*.md", "*.json", "*.jsonl", "*.csv", "*.*");

    private final Workplace place;
    private final DirectionsModel model = new DirectionsModel();
    private final DirectionsSession session;
    private final DirectionsReading reading;
    private final ExtremesReading extremes;
    private final AlignmentSession alignment;
    private @Nullable DirectionsView view;

    /// @param bundledLens the lens through which the bundled bases were found
    /// @param samples texts in which directions are found where the user has chosen none
    DirectionsDesk(Workplace place, BundledBases bases, BundledModel bundledLens, SampleText samples) {
        this.place = place;
        session = new DirectionsSession(place, model, bases, bundledLens, samples);
        reading = new DirectionsReading(place, model);
        extremes = new ExtremesReading(place, model, session::text);
        alignment = new AlignmentSession(place, model, session::text);
        new DirectionsEdits(model, place.stack());
    }

    DirectionsModel model() {
        return model;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Icon icon() {
        return Icon.DIRECTIONS;
    }

    @Override
    public Node centre() {
        DirectionsView made = new DirectionsView(model, place.context(), this);
        view = made;
        return made;
    }

    @Override
    public Node inspector() {
        return new DirectionInspector(model, place.trajectory()::label, extremes);
    }

    @Override
    public void register(ActionRegistry actions) {
        actions.add("run.directions", place.hasModel(), this::extract);
        actions.add("run.stop-directions", Bindings.createBooleanBinding(() -> model.search().get() instanceof SearchPhase.Running, model.search()),
                this::cancel);
    }

    @Override
    public void shown(boolean front) {
        session.front(front);
        reading.front(front);
        extremes.front(front);
    }

    @Override
    public boolean opens(Edit edit) {
        return edit instanceof AblateDirections;
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(DirectionsView::focused);
    }

    @Override
    public void toggleTable() {
        model.asTable().set(!model.asTable().get());
    }

    @Override
    public void extract() {
        place.show(NAME);
        place.dialogs().show(WindowTexts.ALL.get("directions.extract"), close -> new ExtractPane(model, new Extracting(close)));
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public void align() {
        alignment.start();
    }

    @Override
    public void cancelAlignment() {
        alignment.cancel();
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }

    /// What the dialog of a search does.
    private final class Extracting implements ExtractPane.Acts {
        private final Runnable close;

        Extracting(Runnable close) {
            this.close = close;
        }

        @Override
        public void chooseText() {
            List<Path> chosen = place.choosers().files(WindowTexts.ALL.get("training.text"), WindowTexts.ALL.get("training.text-kind"), TEXTS, true);
            if (!chosen.isEmpty()) {
                model.form().set(model.form().get().withFiles(chosen));
            }
        }

        @Override
        public void start() {
            close.run();
            session.start();
        }

        @Override
        public void close() {
            close.run();
        }

        @Override
        public BasisCost cost(BasisPlan plan) {
            return open().directions().cost(plan);
        }

        @Override
        public double seconds(BasisCost cost) {
            return open().directions().seconds(cost);
        }

        private OpenModel open() {
            return Optional.ofNullable(place.models().model().get()).orElseThrow();
        }
    }
}
