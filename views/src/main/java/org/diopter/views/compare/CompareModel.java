package org.diopter.views.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.GridCursor;
import org.jspecify.annotations.Nullable;

/// What the compare view shows: what A and B are, both runs, and one look, one cursor and one range for their grids. Nothing here runs a model.
public final class CompareModel {
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    private static final int LISTED = 100;

    private final ObservableList<NamedStudy> pinned = FXCollections.observableArrayList();
    private final ObservableList<Subject> subjects = FXCollections.observableArrayList(new Subject.Baseline(), new Subject.Stack());
    private final ObjectProperty<Subject> a = new SimpleObjectProperty<>(new Subject.Baseline());
    private final ObjectProperty<Subject> b = new SimpleObjectProperty<>(new Subject.Stack());
    private final ObjectProperty<@Nullable ComparedPair> pair = new SimpleObjectProperty<>();
    private final BooleanProperty computing = new SimpleBooleanProperty();
    private final StringProperty trouble = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Offer> offer = new SimpleObjectProperty<>();
    private final ObjectProperty<TrajectoryLook> look = new SimpleObjectProperty<>(TrajectoryLook.standard().withDepthStrip(false).withValues(false));
    private final ObjectProperty<Viewport> viewport = new SimpleObjectProperty<>(Viewport.WHOLE);
    private final ObjectProperty<@Nullable Cell> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Cell> hovered = new SimpleObjectProperty<>();
    private final BooleanProperty asTable = new SimpleBooleanProperty();
    private final ObjectProperty<ChangeMeasure> measure = new SimpleObjectProperty<>(ChangeMeasure.JS);
    private final ReadOnlyObjectWrapper<@Nullable TrajectoryFigure> figureA = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TrajectoryFigure> figureB = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TrajectoryFigure> figureDifference = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Change>> changes = new ReadOnlyObjectWrapper<>(List.of());

    /// A step that the user is asked about before it is taken.
    ///
    /// @param sentence what it takes
    /// @param step what its button says
    public record Offer(String sentence, String step, Runnable take, Runnable leave) {}

    public CompareModel() {
        pair.subscribe(this::keepSelection);
        Watch.all(this::makeFigures, pair, look, viewport);
        Watch.all(() -> changes.set(Optional.ofNullable(pair.get()).map(known -> Change.largest(known, measure.get(), LISTED)).orElse(List.of())),
                pair, measure);
    }

    /// The studies that were kept. A study is given to the comparison by adding it here.
    public ObservableList<NamedStudy> pinned() {
        return pinned;
    }

    /// What both sides can be.
    public ObservableList<Subject> subjects() {
        return subjects;
    }

    public ObjectProperty<Subject> a() {
        return a;
    }

    public ObjectProperty<Subject> b() {
        return b;
    }

    /// Keeps a study and makes it A, so that what is tried from now on is compared with it.
    public void pinAsA(NamedStudy study) {
        if (!pinned.contains(study)) {
            pinned.add(study);
        }
        a.set(new Subject.Pinned(study));
        b.set(new Subject.Stack());
    }

    /// A becomes B and B becomes A.
    public void swap() {
        Subject before = a.get();
        a.set(b.get());
        b.set(before);
    }

    /// Both runs; null while there is nothing to compare.
    public ObjectProperty<@Nullable ComparedPair> pair() {
        return pair;
    }

    /// Whether a run of one of them goes on.
    public BooleanProperty computing() {
        return computing;
    }

    /// Why A and B cannot be compared as they are chosen; empty if they can.
    public StringProperty trouble() {
        return trouble;
    }

    /// What the user is asked; null if nothing.
    public ObjectProperty<@Nullable Offer> offer() {
        return offer;
    }

    /// How all grids are shown: layers go upward.
    public ObjectProperty<TrajectoryLook> look() {
        return look;
    }

    /// Changes the look.
    public void change(UnaryOperator<TrajectoryLook> how) {
        look.set(how.apply(look.get()));
    }

    /// The selected cell; null before the first comparison.
    public ObjectProperty<@Nullable Cell> selected() {
        return selected;
    }

    /// The cell under the pointer in any of the grids, or null.
    public ObjectProperty<@Nullable Cell> hovered() {
        return hovered;
    }

    /// Whether the comparison is shown as a table.
    public BooleanProperty asTable() {
        return asTable;
    }

    /// By what the largest changes are sought.
    public ObjectProperty<ChangeMeasure> measure() {
        return measure;
    }

    /// The largest changes.
    public ReadOnlyObjectProperty<List<Change>> changes() {
        return changes.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable TrajectoryFigure> figureA() {
        return figureA.getReadOnlyProperty();
    }

    /// B, with marks where its top-1 differs from A's.
    public ReadOnlyObjectProperty<@Nullable TrajectoryFigure> figureB() {
        return figureB.getReadOnlyProperty();
    }

    /// B − A: of probabilities the token that changes most, else the change of the statistic.
    public ReadOnlyObjectProperty<@Nullable TrajectoryFigure> figureDifference() {
        return figureDifference.getReadOnlyProperty();
    }

    /// The cursor that all grids share.
    public GridCursor cursor() {
        return new GridCursor(selected, hovered, viewport, selected::set);
    }

    /// How a token is written.
    public TokenLabel label(int id) {
        ComparedPair known = pair.get();
        return known == null ? TokenLabel.of(Integer.toString(id)) : TokenLabels.label(id, known.b().tokenizer());
    }

    /// A selection stays where it is as far as there is such a place; the first is the output after the last token.
    private void keepSelection(@Nullable ComparedPair before, @Nullable ComparedPair now) {
        if (now == null) {
            return;
        }
        int output = now.b().trajectory().rows() - 1;
        int last = now.b().trajectory().positions() - 1;
        Cell cell = selected.get();
        if (before == null || last != before.b().trajectory().positions() - 1) {
            viewport.set(Viewport.WHOLE);
            hovered.set(null);
        }
        selected.set(cell == null ? new Cell(output, last) : new Cell(Math.min(cell.row(), output), Math.min(cell.position(), last)));
    }

    /// Two grids go over one range.
    private void makeFigures() {
        ComparedPair known = pair.get();
        if (known == null) {
            figureA.set(null);
            figureB.set(null);
            figureDifference.set(null);
            return;
        }
        TrajectoryFigure first = figure(known.a());
        TrajectoryFigure second = figure(known.b());
        if (look.get().range() instanceof RangeMode.Fit) {
            double[] values = DoubleStream.concat(Arrays.stream(first.values()), Arrays.stream(second.values())).toArray();
            RangeMode shared = new RangeMode.Locked(ValueRange.fit(values, second.range().scale()));
            first = first.with(look.get().withRange(shared));
            second = second.with(look.get().withRange(shared));
        }
        TokenLabels labels = second.labels().with(first.labels());
        figureA.set(first);
        figureB.set(second.with(new Comparison(ownCone(known.b()), Optional.of(known.a().trajectory()), false)).with(labels));
        figureDifference.set(difference(figure(known.b()).with(labels), known));
    }

    private static CausalCone ownCone(Findings run) {
        int positions = run.trajectory().positions();
        Changes changes = ComparedPair.changing(run.study());
        return CausalCone.of(changes.edits(), positions).with(changes.cache(), positions);
    }

    private TrajectoryFigure difference(TrajectoryFigure second, ComparedPair known) {
        boolean ofProbability = look.get().quantity().equals(new Quantity.OfCell(Statistic.MAX_PROBABILITY));
        if (ofProbability && known.difference().isPresent()) {
            LensDifference difference = known.difference().get();
            return second.with(Comparison.moved(known.cone(), known.a().trajectory(), difference)).with(moved(second.labels(), known, difference));
        }
        return second.with(new Comparison(known.cone(), Optional.of(known.a().trajectory()), true));
    }

    private static TokenLabels moved(TokenLabels labels, ComparedPair known, LensDifference difference) {
        Map<Integer, TokenLabel> all = new HashMap<>(labels.byId());
        for (int position = 0; position < known.b().trajectory().positions(); position++) {
            for (int row = 0; difference.isKnown(position) && row < known.b().trajectory().rows(); row++) {
                all.computeIfAbsent(difference.movedToken(row, position), id -> TokenLabels.label(id, known.b().tokenizer()));
            }
        }
        return new TokenLabels(labels.inputs(), all);
    }

    private TrajectoryFigure figure(Findings run) {
        return new TrajectoryFigure(run.trajectory(), new Comparison(ownCone(run), Optional.empty(), false), run.labels(), run.card().vocabulary(),
                List.of(), look.get(), viewport.get(), ANY_SHEET, run.provenance());
    }
}
