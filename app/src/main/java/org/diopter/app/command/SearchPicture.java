package org.diopter.app.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.diopter.app.search.GridSource;
import org.diopter.app.search.SearchFindings;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.SearchResult;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.GridLayout;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;

/// The pictures of a search. Cells that were finished before are taken over.
///
/// @param provenance where their numbers come from
record SearchPicture(CommandEngine engine, OpenModel model, Provenance provenance) {
    /// @param note is told what the user should know beside the picture
    Figure of(SearchFigureStudy study, Consumer<String> note) {
        SearchFindings findings = new SearchWork(engine, model, true, GridSource.NONE, note).run(study.search(), study.engine().seed());
        Cells cells = Cells.of(findings.grid(), kind(study, findings.grid()));
        return study.view().equals(SearchFigureStudy.MAP) ? map(study, findings, cells) : lines(study, findings, cells);
    }

    private static MatrixKind kind(SearchFigureStudy study, SearchResult grid) {
        return study.matrix() == null
                ? grid.best().map(best -> best.reductions().getFirst().matrix().kind()).orElseThrow(SearchPicture::noCells)
                : MatrixKind.of(study.matrix());
    }

    private static UnusableInputException noCells() {
        return new UnusableInputException("D-205", "The search has no cells of this matrix that keep a component. Take larger --rhos or another --matrix.");
    }

    /// The cells of one kind of matrix.
    ///
    /// @param blocks the last first
    /// @param rhos the largest first
    private record Cells(MatrixKind kind, List<Cell> all, List<Integer> blocks, List<BigDecimal> rhos) {
        static Cells of(SearchResult grid, MatrixKind kind) {
            List<Cell> all = grid.cells().stream().filter(cell -> reduction(cell).matrix().kind() == kind).toList();
            if (all.isEmpty()) {
                throw noCells();
            }
            return new Cells(
                    kind,
                    all,
                    all.stream().map(cell -> reduction(cell).matrix().block()).distinct().sorted(Comparator.reverseOrder()).toList(),
                    all.stream().map(cell -> reduction(cell).rho()).distinct().sorted(Comparator.reverseOrder()).toList());
        }

        GridLayout.Place place(Cell cell) {
            return new GridLayout.Place(rhos.indexOf(reduction(cell).rho()), blocks.indexOf(reduction(cell).matrix().block()));
        }

        /// `0.1 (25)`: the share and the rank.
        List<String> columnNames() {
            return rhos.stream()
                    .map(rho -> rho.toPlainString() + all.stream().filter(cell -> reduction(cell).rho().equals(rho)).findFirst()
                            .map(cell -> " (" + cell.ranks().getFirst() + ")").orElse(""))
                    .toList();
        }
    }

    private static Reduction reduction(Cell cell) {
        return cell.reductions().getFirst();
    }

    private MapFigure map(SearchFigureStudy study, SearchFindings findings, Cells cells) {
        SearchResult grid = findings.grid();
        float[] values = new float[cells.blocks().size() * cells.rhos().size()];
        Arrays.fill(values, Float.NaN);
        List<String> words = new ArrayList<>(IntStream.range(0, values.length).mapToObj(i -> "·").toList());
        Set<GridLayout.Place> marks = new HashSet<>();
        for (Cell cell : cells.all()) {
            GridLayout.Place place = cells.place(cell);
            int index = place.line() * cells.rhos().size() + place.column();
            values[index] = (float) (cell.score().logLoss() - grid.baseline().logLoss());
            words.set(index, Numbers.points(cell.score().accuracy() - grid.baseline().accuracy()));
            if (grid.best().filter(best -> best.reductions().equals(cell.reductions())).isPresent()) {
                marks.add(place);
            }
        }
        ValueRange range = ValueRange.fitMost(IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(Double::isFinite).toArray());
        String star = marks.isEmpty() ? "" : " The star is the best cell by accuracy, then log-loss.";
        FigureText text = new FigureText(
                "Search, " + cells.kind().text(),
                "change of accuracy in points",
                "change of log-loss, nats, " + range.describe(),
                caption(findings, cells) + " Colour is the change of log-loss, numbers are the change of accuracy in points." + star);
        return new MapFigure(
                text,
                new MapFigure.Grid(
                        "block", cells.blocks().stream().map(String::valueOf).toList(), "ρ (rank)", cells.columnNames(), values, words),
                "Δ log-loss, nats",
                ColorMap.SHIFT,
                range,
                marks,
                Viewport.WHOLE,
                Figures.sheet(study),
                provenance);
    }

    /// As the paper's second figure: log-loss by the share that is removed.
    private ChartFigure lines(SearchFigureStudy study, SearchFindings findings, Cells cells) {
        List<ChartSeries> series = new ArrayList<>();
        List<Double> all = new ArrayList<>(List.of(findings.grid().baseline().logLoss()));
        List<Integer> upward = cells.blocks().reversed();
        for (int i = 0; i < upward.size(); i++) {
            int block = upward.get(i);
            List<Cell> ofBlock = cells.all().stream().filter(cell -> reduction(cell).matrix().block() == block).toList();
            double[] removed = ofBlock.stream().mapToDouble(cell -> 100 - 100 * reduction(cell).rho().doubleValue()).toArray();
            double[] losses = ofBlock.stream().mapToDouble(cell -> cell.score().logLoss()).toArray();
            Arrays.stream(losses).forEach(all::add);
            series.add(ChartSeries.line("block " + block, "", new Tint.Ordered(i / Math.max(1.0, upward.size() - 1.0)), removed, losses));
        }
        FigureText text = new FigureText(
                "Search, " + cells.kind().text(), "log-loss by block", "log-loss, nats", caption(findings, cells) + " A line is a block.");
        double[] losses = all.stream().mapToDouble(Double::doubleValue).toArray();
        double low = Arrays.stream(losses).min().orElse(0);
        double high = Arrays.stream(losses).max().orElse(1);
        double room = Math.max(1e-3, 0.06 * (high - low));
        return ChartFigure.of(
                        text,
                        ChartAxis.between("components removed, %", 0, 100),
                        ChartAxis.between("log-loss, nats", low - room, high + room),
                        series,
                        Figures.sheet(study),
                        provenance)
                .withRules(List.of(new ChartRule(false, findings.grid().baseline().logLoss(), "as it is", Tint.INK, true)));
    }

    private String caption(SearchFindings findings, Cells cells) {
        return "%s of %s reduced in one block at a time, measured on %d items of %s; as it is, the model solves %s %% at a log-loss of %s nats.".formatted(
                cells.kind().text(), model.id().name(), findings.split().validation().length, findings.task().name(),
                Numbers.percent(findings.grid().baseline().accuracy()), Numbers.fixed(findings.grid().baseline().logLoss(), 3));
    }
}
