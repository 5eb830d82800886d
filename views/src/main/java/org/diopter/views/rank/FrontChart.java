package org.diopter.views.rank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.Score;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartLayout;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.kit.Texts;

/// What every cell of a search gains and what it costs: change of accuracy against perplexity, with the cells that no other beats in both.
///
/// @param baseline the model as it is, on the items of the cells
/// @param task name of the task
public record FrontChart(ExtraFindings.Price price, Score baseline, String task) {
    private static final Texts TEXTS = Texts.of(FrontChart.class);
    private static final double LARGEST = 700;
    /// Perplexities that lie further apart than this are drawn on a logarithmic axis.
    private static final double WIDE = 4;
    private static final double REACH = 24;

    /// @param chosen the setting that is looked at
    public ChartFigure figure(Optional<Reduction> chosen, Sheet sheet, Provenance provenance) {
        List<PricedCell> front = front();
        List<ChartSeries> series = new ArrayList<>();
        series.add(marks("front.cells", ChartSeries.Mark.DOTS, Tint.MUTED, price.cells()));
        series.add(new ChartSeries("", "", ChartSeries.Mark.LINE, new Tint.Series(0), false, perplexities(front), points(front)));
        series.add(marks("front.front", ChartSeries.Mark.DOTS, new Tint.Series(0), front));
        List<PricedCell> selected = price.cells().stream().filter(cell -> chosen.filter(reduction(cell)::equals).isPresent()).toList();
        if (!selected.isEmpty()) {
            series.add(marks("front.chosen", ChartSeries.Mark.RINGS, Tint.EDIT, selected));
        }
        double asItIs = perplexity(price.lossAsItIs());
        FigureText text = new FigureText(TEXTS.get("front.title"), TEXTS.get("front.subtitle"), TEXTS.get("front.statistic"),
                TEXTS.get("front.caption", provenance.model(), baseline.items(), task, price.tokens(), Numbers.percent(baseline.accuracy()),
                        Numbers.fixed(asItIs, 2)));
        return ChartFigure.of(text, across(asItIs), up(), series, sheet, provenance)
                .withRules(List.of(new ChartRule(false, 0, TEXTS.get("front.as-it-is"), Tint.INK, true), new ChartRule(true, asItIs, "", Tint.INK, true)));
    }

    /// The cells that no other beats, by perplexity.
    public List<PricedCell> front() {
        return PricedCell.front(price.cells()).stream().sorted(Comparator.comparingDouble(PricedCell::loss)).toList();
    }

    /// The cell next to a place of the picture, if one lies within reach.
    public Optional<Reduction> at(ChartLayout layout, double x, double y) {
        return price.cells().stream()
                .filter(cell -> distance(layout, cell, x, y) <= REACH)
                .min(Comparator.comparingDouble(cell -> distance(layout, cell, x, y)))
                .map(FrontChart::reduction);
    }

    private double distance(ChartLayout layout, PricedCell cell, double x, double y) {
        return Math.hypot(layout.x(perplexity(cell.loss())) - x, layout.y(gain(cell)) - y);
    }

    static Reduction reduction(PricedCell cell) {
        return SearchState.reduction(cell.cell());
    }

    private ChartSeries marks(String name, ChartSeries.Mark mark, Tint tint, List<PricedCell> cells) {
        return ChartSeries.marks(TEXTS.get(name), mark, tint, perplexities(cells), points(cells));
    }

    private static double[] perplexities(List<PricedCell> cells) {
        return cells.stream().mapToDouble(cell -> perplexity(cell.loss())).toArray();
    }

    private double[] points(List<PricedCell> cells) {
        return cells.stream().mapToDouble(this::gain).toArray();
    }

    private static double perplexity(double loss) {
        return Math.exp(Math.min(LARGEST, loss));
    }

    private double gain(PricedCell cell) {
        return 100 * (cell.cell().score().accuracy() - baseline.accuracy());
    }

    private ChartAxis across(double asItIs) {
        double low = Math.min(asItIs, price.cells().stream().mapToDouble(cell -> perplexity(cell.loss())).min().orElse(asItIs));
        double high = Math.max(asItIs, price.cells().stream().mapToDouble(cell -> perplexity(cell.loss())).max().orElse(asItIs));
        double room = Math.max(1e-3, 0.04 * (high - low));
        return high > WIDE * low
                ? ChartAxis.log(TEXTS.get("front.perplexity-log"), low, high)
                : ChartAxis.between(TEXTS.get("front.perplexity"), low - room, high + room);
    }

    private ChartAxis up() {
        double low = Math.min(0, price.cells().stream().mapToDouble(this::gain).min().orElse(0));
        double high = Math.max(0, price.cells().stream().mapToDouble(this::gain).max().orElse(0));
        double room = Math.max(0.5, 0.06 * (high - low));
        return ChartAxis.between(TEXTS.get("front.gain"), low - room, high + room);
    }
}
