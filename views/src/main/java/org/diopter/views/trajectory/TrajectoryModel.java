package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.LensContrast;
import org.diopter.views.figure.LensPair;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Pin;
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
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the trajectory view shows and what is selected in it. Nothing here runs the model: another statistic, map, unit or orientation is another
/// look at the same findings.
public final class TrajectoryModel {
    private static final Texts TEXTS = Texts.of(TrajectoryModel.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    private final Runs runs = new Runs();
    private final ObjectProperty<TrajectoryLook> look = new SimpleObjectProperty<>(TrajectoryLook.standard());
    private final ObjectProperty<Viewport> viewport = new SimpleObjectProperty<>(Viewport.WHOLE);
    private final ObjectProperty<@Nullable Cell> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Cell> hovered = new SimpleObjectProperty<>();
    private final BooleanProperty asTable = new SimpleBooleanProperty();
    private final Pins pins = new Pins();
    private final LensSwitch lenses = new LensSwitch();
    private final ReadOnlyObjectWrapper<@Nullable TrajectoryFigure> figure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TrajectoryFigure> besideFigure = new ReadOnlyObjectWrapper<>();

    public TrajectoryModel() {
        runs.shown().subscribe(this::keepSelection);
        Watch.all(this::suggestPins, selected);
        Watch.all(this::keepContrast, lenses.mode(), lenses.beside(), lenses.difference(), runs.show());
        Watch.all(this::makeFigures, look, viewport, pins.pinned(), lenses.mode(), lenses.beside(), runs.show(), runs.edited());
    }

    /// The runs with and without edits, of which one is shown or both are.
    public Runs runs() {
        return runs;
    }

    /// The run that is shown; null before the first.
    public ReadOnlyObjectProperty<@Nullable Findings> findings() {
        return runs.shown();
    }

    /// How it is shown.
    public ObjectProperty<TrajectoryLook> look() {
        return look;
    }

    /// Which part of the grid is seen.
    public ObjectProperty<Viewport> viewport() {
        return viewport;
    }

    /// The selected cell; null before the first run.
    public ObjectProperty<@Nullable Cell> selected() {
        return selected;
    }

    /// The cell under the pointer, or null.
    public ObjectProperty<@Nullable Cell> hovered() {
        return hovered;
    }

    /// Whether the grid is shown as a table.
    public BooleanProperty asTable() {
        return asTable;
    }

    public Pins pins() {
        return pins;
    }

    /// The figure of all this, on no particular sheet; null before the first run.
    public ReadOnlyObjectProperty<@Nullable TrajectoryFigure> figure() {
        return figure.getReadOnlyProperty();
    }

    /// The grid at the left where there are two: A, or what the logit lens reads; null while there is one.
    public ReadOnlyObjectProperty<@Nullable TrajectoryFigure> besideFigure() {
        return besideFigure.getReadOnlyProperty();
    }

    /// Through which lens the stream is read.
    public LensSwitch lenses() {
        return lenses;
    }

    /// The next lens, or both.
    public void nextLens() {
        lenses.next();
    }

    /// What the logit lens reads of what is shown, where both lenses are looked at. Two runs are looked at through one lens.
    public Optional<Findings> beside() {
        Findings shown = findings().get();
        boolean twoRuns = runs.show().get() == Show.BOTH || runs.show().get() == Show.DIFFERENCE;
        return Optional.ofNullable(lenses.beside().get())
                .filter(other -> lenses.mode().get() == LensMode.BOTH && !twoRuns && shown != null && other.study().model().equals(shown.study().model())
                        && other.study().tokens().equals(shown.study().tokens()) && other.study().edits().equals(shown.study().edits())
                        && other.study().cache().equals(shown.study().cache())
                        && !other.study().lens().equals(shown.study().lens()));
    }

    /// Changes the look.
    public void change(UnaryOperator<TrajectoryLook> how) {
        look.set(how.apply(look.get()));
    }

    /// What colours can mean: every statistic, then the probability of each pinned token, then how two lenses differ where both are looked at.
    public List<Quantity> quantities() {
        List<Quantity> all = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            all.add(new Quantity.OfCell(statistic));
        }
        for (Pin pin : pins.pinned().get()) {
            all.add(new Quantity.OfToken(pin.id(), pin.label()));
        }
        pair().ifPresent(pair -> {
            for (LensContrast.Measure measure : LensContrast.Measure.values()) {
                all.add(new LensContrast(measure, pair));
            }
        });
        return all;
    }

    /// What the logit lens reads, for figures that compare.
    Optional<LensPair> pair() {
        return beside().map(other -> new LensPair(other.study().lens().name(), other.trajectory(), Optional.ofNullable(lenses.difference().get())));
    }

    /// What curves show in dashes: the logit lens beside another, or A beside B.
    Optional<LensPair> dashed() {
        return pair().or(() -> runs.compared().map(run -> new LensPair(TEXTS.get("baseline"), run.baseline().trajectory(), Optional.empty())));
    }

    /// A difference of lenses is of what both read now; without two lenses there is none.
    private void keepContrast() {
        if (look.get().quantity() instanceof LensContrast contrast) {
            if (lenses.mode().get() != LensMode.BOTH || runs.show().get() == Show.DIFFERENCE || runs.show().get() == Show.BOTH) {
                change(l -> l.withQuantity(TrajectoryLook.standard().quantity()));
            } else {
                pair().ifPresent(pair -> change(l -> l.withQuantity(new LensContrast(contrast.measure(), pair))));
            }
        }
    }

    /// The next of [#quantities()], the first after the last.
    public void nextQuantity() {
        List<Quantity> all = quantities();
        change(l -> l.withQuantity(all.get((all.indexOf(l.quantity()) + 1) % all.size())));
    }

    /// Turns the grid.
    public void transpose() {
        change(l -> l.withOrientation(l.orientation() == Orientation.LAYERS_UP ? Orientation.LAYERS_ACROSS : Orientation.LAYERS_UP));
        viewport.set(Viewport.WHOLE);
    }

    /// Shows fewer or more layers.
    public void changeStride(int by) {
        Findings shown = findings().get();
        int most = shown == null ? 1 : Math.max(1, shown.trajectory().rows() - 1);
        change(l -> l.withStride(Math.clamp(l.stride() + by, 1, most)));
    }

    /// Fixed or fitted colours.
    public void fitRange(boolean fit) {
        change(l -> l.withRange(fit ? RangeMode.FIT : RangeMode.FIXED));
    }

    /// Pins the top-1 of a cell, or takes its pin away.
    public void togglePin(Cell cell) {
        Findings shown = findings().get();
        if (shown != null && shown.trajectory().isKnown(cell.position())) {
            togglePin(shown.trajectory().topId(cell.row(), cell.position(), 0));
        }
    }

    /// Pins a token, or takes its pin away.
    public void togglePin(int id) {
        pins.toggle(id, label(id));
    }

    /// Takes every pin away; the tokens that lead at the selected position are followed again.
    public void unpinAll() {
        pins.reset();
        suggestPins();
    }

    /// How a token is written.
    public TokenLabel label(int id) {
        Findings shown = findings().get();
        return shown == null ? TokenLabel.of(Integer.toString(id)) : TokenLabels.label(id, shown.tokenizer());
    }

    /// The tokens whose probability is wanted at every position: those the user pinned, and the one that colours the grid.
    public List<Integer> tracked() {
        List<Integer> ids = new ArrayList<>();
        if (pins.chosen()) {
            pins.pinned().get().forEach(pin -> ids.add(pin.id()));
        }
        if (look.get().quantity() instanceof Quantity.OfToken token && !ids.contains(token.id())) {
            ids.add(token.id());
        }
        return ids;
    }

    /// Where the selected position's tokens lead, as far as it has been read.
    private void suggestPins() {
        Findings shown = findings().get();
        Cell cell = selected.get();
        if (shown != null && cell != null && shown.trajectory().isKnown(cell.position())) {
            pins.suggest(shown.trajectory().tracked(cell.position()), this::label);
        }
    }

    /// A selection at the end stays at the end, another one stays where it is as far as there is such a place.
    private void keepSelection(@Nullable Findings before, @Nullable Findings now) {
        if (before == null || now == null || !before.study().equals(now.study())) {
            hovered.set(null);
        }
        if (now != null) {
            Trajectory trajectory = now.trajectory();
            int output = trajectory.rows() - 1;
            int last = trajectory.positions() - 1;
            Cell cell = selected.get();
            if (before == null || cell == null) {
                cell = new Cell(output, last);
            } else {
                boolean atOutput = cell.row() == before.trajectory().rows() - 1;
                boolean atLast = cell.position() == before.trajectory().positions() - 1;
                cell = new Cell(atOutput ? output : Math.min(cell.row(), output), atLast ? last : Math.min(cell.position(), last));
            }
            change(l -> l.withStride(Math.min(l.stride(), Math.max(1, output))));
            if (before != null && !before.study().tokens().equals(now.study().tokens())) {
                viewport.set(Viewport.WHOLE);
            }
            keepContrast();
            makeFigures();
            selected.set(cell);
            suggestPins();
        } else {
            makeFigures();
        }
    }

    /// Two grids go over one range.
    private void makeFigures() {
        Optional<EditedRun> compared = runs.compared();
        Optional<TrajectoryFigure> own = Optional.ofNullable(findings().get()).map(this::figure).map(f -> compared.map(run -> marked(f, run)).orElse(f));
        boolean contrast = look.get().quantity() instanceof LensContrast;
        Optional<TrajectoryFigure> other = runs.show().get() == Show.BOTH
                ? compared.map(run -> figure(run.baseline()))
                : beside().filter(_ -> !contrast).map(this::figure);
        if (own.isPresent() && other.isPresent() && look.get().range() instanceof RangeMode.Fit) {
            double[] values = DoubleStream.concat(Arrays.stream(own.get().values()), Arrays.stream(other.get().values())).toArray();
            RangeMode shared = new RangeMode.Locked(ValueRange.fit(values, own.get().range().scale()));
            own = own.map(f -> f.with(look.get().withRange(shared)));
            other = other.map(f -> f.with(look.get().withRange(shared)));
        }
        besideFigure.set(other.orElse(null));
        figure.set(own.orElse(null));
    }

    /// B with the marks of its edits, or B − A.
    private TrajectoryFigure marked(TrajectoryFigure b, EditedRun run) {
        Trajectory a = run.baseline().trajectory();
        TokenLabels labels = b.labels().with(run.baseline().labels());
        return b.with(new Comparison(run.cone(), Optional.of(a), runs.show().get() == Show.DIFFERENCE)).with(labels);
    }

    private TrajectoryFigure figure(Findings f) {
        return new TrajectoryFigure(f.trajectory(), f.labels(), f.card().vocabulary(), pins.pinned().get(), look.get(), viewport.get(), ANY_SHEET,
                f.provenance());
    }
}
