package org.diopter.views.rank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.GridLayout;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Texts;

/// The map of one kind of matrix: blocks upward, shares across; colour is the change of log-loss, the text that of accuracy.
public record SearchMap(SearchState state, MatrixKind kind) {
    private static final Texts TEXTS = Texts.of(SearchMap.class);

    /// The cuts of this kind at the edge of noise: a column of their own, right of the shares.
    private List<Cell> edge() {
        return state.extras().noise().stream().filter(cell -> SearchState.reduction(cell).matrix().kind() == kind).toList();
    }

    /// How many columns there are.
    public int columns() {
        return state.rhos().size() + (edge().isEmpty() ? 0 : 1);
    }

    /// The reduction at a place of the map; nothing where a matrix has no edge within.
    public Optional<Reduction> at(GridLayout.Place place) {
        MatrixId matrix = new MatrixId(state.blocks().get(place.line()), kind);
        if (place.column() == state.rhos().size()) {
            return edge().stream().map(SearchState::reduction).filter(cut -> cut.matrix().equals(matrix)).findFirst();
        }
        return Optional.of(new Reduction(matrix, state.rhos().get(place.column()), state.plan().method()));
    }

    /// Where a reduction stands in the map, if it does.
    public Optional<GridLayout.Place> place(Reduction reduction) {
        int line = state.blocks().indexOf(reduction.matrix().block());
        int share = state.rhos().indexOf(reduction.rho());
        int column = share < 0 && edge().stream().anyMatch(cell -> SearchState.reduction(cell).equals(reduction)) ? state.rhos().size() : share;
        return reduction.matrix().kind() == kind && line >= 0 && column >= 0 ? Optional.of(new GridLayout.Place(column, line)) : Optional.empty();
    }

    /// @param running whether cells are still coming: the others wait
    public MapFigure figure(boolean running, Sheet sheet) {
        int columns = columns();
        float[] values = new float[state.blocks().size() * columns];
        Arrays.fill(values, Float.NaN);
        List<String> words = new ArrayList<>(IntStream.range(0, values.length).mapToObj(_ -> running ? "·" : "").toList());
        state.skipped().stream().map(this::place).flatMap(Optional::stream).forEach(place -> words.set(place.line() * columns + place.column(), "—"));
        Stream.concat(state.cells().stream(), edge().stream()).forEach(cell -> place(SearchState.reduction(cell)).ifPresent(place -> {
            int index = place.line() * columns + place.column();
            String change = Numbers.points((double) (cell.gained().size() - cell.lost().size()) / cell.items().length);
            boolean whole = state.isWhole(cell);
            values[index] = whole ? (float) (cell.score().logLoss() - state.baseline().logLoss()) : Float.NaN;
            words.set(index, whole ? change : "(" + change + ")");
        }));
        Set<GridLayout.Place> stars = new HashSet<>();
        state.best(1).stream().map(SearchState::reduction).map(this::place).flatMap(Optional::stream).forEach(stars::add);
        double[] known = IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(Double::isFinite).toArray();
        ValueRange range = known.length == 0 ? ValueRange.of(-1, 1) : ValueRange.fitMost(known);
        int items = state.split().validation().length;
        FigureText text = new FigureText(
                TEXTS.get("map.title", kind.text()),
                TEXTS.get("map.subtitle"),
                TEXTS.get("map.statistic", range.describe()),
                TEXTS.get("map.caption", kind.text(), state.provenance().model(), items, state.task().name(),
                        Numbers.percent(state.baseline().accuracy()), Numbers.fixed(state.baseline().logLoss(), 3))
                        + (state.cells().stream().allMatch(state::isWhole) ? "" : " " + TEXTS.get("map.halved"))
                        + (columns == state.rhos().size() ? "" : " " + TEXTS.get("map.edge-help")));
        MapFigure.Grid grid = new MapFigure.Grid("block", state.blocks().stream().map(String::valueOf).toList(), "ρ (rank)",
                columnNames(), values, words);
        return new MapFigure(text, grid, TEXTS.get("map.legend"), ColorMap.SHIFT, range, stars, Viewport.WHOLE, sheet, state.provenance());
    }

    private List<String> columnNames() {
        List<String> names = new ArrayList<>(state.rhos().stream().map(this::column).toList());
        if (columns() > names.size()) {
            names.add(TEXTS.get("map.edge"));
        }
        return names;
    }

    /// `0.1 (25)`: the share and, once a cell of it is known, the rank.
    private String column(BigDecimal rho) {
        return rho.toPlainString() + state.cells().stream()
                .filter(cell -> SearchState.reduction(cell).rho().equals(rho) && SearchState.reduction(cell).matrix().kind() == kind)
                .findFirst().map(cell -> " (" + cell.ranks().getFirst() + ")").orElse("");
    }
}
