package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;

/// The grid of top tokens by layer and position: of one run, of an edited run with marks where it differs from another, or of the difference of both.
///
/// @param comparison what stands beside the trajectory
/// @param labels how tokens are written
/// @param vocabulary how many tokens the model knows
/// @param pins tokens that are followed; cells whose top-1 is one of them are marked in its colour
public record TrajectoryFigure(
        Trajectory trajectory,
        Comparison comparison,
        TokenLabels labels,
        int vocabulary,
        List<Pin> pins,
        TrajectoryLook look,
        Viewport viewport,
        Sheet sheet,
        Provenance provenance)
        implements Figure {

    /// What is known of a cell's value.
    public enum CellState {
        /// Its column has not been read.
        NOT_COMPUTED,
        /// The quantity has no meaning there.
        UNDEFINED,
        /// It should have a value and has none.
        NOT_FINITE,
        VALUE
    }

    public TrajectoryFigure {
        pins = List.copyOf(pins);
    }

    /// Of a run that stands alone.
    public TrajectoryFigure(
            Trajectory trajectory,
            TokenLabels labels,
            int vocabulary,
            List<Pin> pins,
            TrajectoryLook look,
            Viewport viewport,
            Sheet sheet,
            Provenance provenance) {
        this(trajectory, Comparison.NONE, labels, vocabulary, pins, look, viewport, sheet, provenance);
    }

    @Override
    public TrajectoryFigure on(Sheet other) {
        return new TrajectoryFigure(trajectory, comparison, labels, vocabulary, pins, look, viewport, other, provenance);
    }

    @Override
    public double naturalHeight(double width) {
        return TrajectoryLayout.naturalHeight(this, width);
    }

    @Override
    public TrajectoryFigure settled() {
        return with(layout().grid().cropped());
    }

    public TrajectoryFigure with(TrajectoryLook other) {
        return new TrajectoryFigure(trajectory, comparison, labels, vocabulary, pins, other, viewport, sheet, provenance);
    }

    public TrajectoryFigure with(Viewport other) {
        return new TrajectoryFigure(trajectory, comparison, labels, vocabulary, pins, look, other, sheet, provenance);
    }

    public TrajectoryFigure with(Comparison other) {
        return new TrajectoryFigure(trajectory, other, labels, vocabulary, pins, look, viewport, sheet, provenance);
    }

    public TrajectoryFigure with(TokenLabels other) {
        return new TrajectoryFigure(trajectory, comparison, other, vocabulary, pins, look, viewport, sheet, provenance);
    }

    public TrajectoryFigure withPins(List<Pin> other) {
        return new TrajectoryFigure(trajectory, comparison, labels, vocabulary, other, look, viewport, sheet, provenance);
    }

    /// Where everything lies: computed anew by every call.
    public TrajectoryLayout layout() {
        return TrajectoryLayout.of(this);
    }

    /// The colours: those of the look, or a two-sided map for signed quantities.
    public ColorMap map() {
        return comparison.difference() || look.quantity().isTwoSided() ? ColorMap.SHIFT : look.map();
    }

    /// What the ends of the colours stand for.
    public ValueRange range() {
        return switch (look.range()) {
            case RangeMode.Locked(ValueRange range) -> range;
            case RangeMode.Fixed _ when comparison.difference() && comparison.moved().isEmpty() -> usual().differences();
            case RangeMode.Fixed _, RangeMode.Fit _ when comparison.difference() || look.quantity().isTwoSided() -> ValueRange.fitSymmetric(values());
            case RangeMode.Fixed _ -> usual();
            case RangeMode.Fit _ -> ValueRange.fit(values(), usual().scale());
        };
    }

    private ValueRange usual() {
        return look.quantity().fixedRange(vocabulary, look.unit());
    }

    /// The values of all known cells of the rows that are shown.
    public double[] values() {
        List<Integer> rows = shownRows();
        return IntStream.range(0, trajectory.positions())
                .filter(position -> trajectory.isKnown(position) && comparison.isKnown(position))
                .boxed()
                .flatMapToDouble(position -> rows.stream().mapToDouble(row -> value(row, position)))
                .toArray();
    }

    /// The mean of [#values()], written as a cell writes it and with its unit; empty where there is none yet.
    public Optional<String> mean() {
        OptionalDouble mean = Arrays.stream(values()).filter(Double::isFinite).average();
        return mean.isEmpty() ? Optional.empty() : Optional.of(look.quantity().text(mean.getAsDouble()) + look.quantity().suffix(look.unit()));
    }

    /// The rows of the trajectory that the stride leaves, lowest layer first; the lowest and the output always.
    public List<Integer> shownRows() {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < trajectory.rows(); row++) {
            if (row == 0 || row == trajectory.rows() - 1 || trajectory.layer(row) % look.stride() == 0) {
                rows.add(row);
            }
        }
        return rows;
    }

    /// The value of a known cell, in the figure's unit, or the difference of both runs' values; NaN if there is none.
    public double value(int row, int position) {
        if (comparison.moved().isPresent()) {
            return comparison.moved().get().movedBy(row, position);
        }
        return comparison.difference()
                ? value(trajectory, row, position) - value(comparison.baseline().orElseThrow(), row, position)
                : value(trajectory, row, position);
    }

    /// The value of a known cell of one of the runs.
    double value(Trajectory run, int row, int position) {
        return look.quantity().value(run, row, position, look.unit());
    }

    /// The token that a known cell shows: the top-1, or the one whose probability changes most.
    int token(int row, int position) {
        return comparison.moved().map(moved -> moved.movedToken(row, position)).orElseGet(() -> trajectory.topId(row, position, 0));
    }

    /// Whether a known cell shows the token whose probability changes most, and that changes by next to nothing.
    boolean isStill(int row, int position) {
        return comparison.moved().isPresent() && text(value(row, position)).equals(Quantity.NEXT_TO_NOTHING);
    }

    /// A value as a cell shows it.
    String text(double value) {
        if (comparison.moved().isPresent()) {
            return Quantity.points(value);
        }
        return comparison.difference() ? look.quantity().difference(value) : look.quantity().text(value);
    }

    public CellState state(int row, int position) {
        if (!trajectory.isKnown(position) || !comparison.isKnown(position)) {
            return CellState.NOT_COMPUTED;
        }
        if (!isDefined(row, position)) {
            return CellState.UNDEFINED;
        }
        return Double.isFinite(value(row, position)) ? CellState.VALUE : CellState.NOT_FINITE;
    }

    private boolean isDefined(int row, int position) {
        if (comparison.moved().isPresent()) {
            return true;
        }
        boolean inA = !comparison.difference() || look.quantity().isDefined(comparison.baseline().orElseThrow(), row, position);
        return inA && look.quantity().isDefined(trajectory, row, position);
    }

    /// Whether a known cell's top-1 differs from that of the run that this one is compared with.
    public boolean isTopChanged(int row, int position) {
        return trajectory.isKnown(position) && comparison.isTopChanged(trajectory, row, position);
    }

    /// Whether a cell says that its top-1 differs. Where cells do not show a top-1 there is nothing to say.
    boolean marksChange(int row, int position) {
        return comparison.moved().isEmpty() && isTopChanged(row, position);
    }

    /// Whether a known cell's top-1 is the final one of its position.
    public boolean agreesWithFinal(int row, int position) {
        return trajectory.topId(row, position, 0) == trajectory.topId(trajectory.rows() - 1, position, 0);
    }

    /// How a layer is named on an axis: `emb`, `6`.
    String layerName(int row) {
        int layer = trajectory.layer(row);
        return layer == 0 ? "emb" : Integer.toString(layer);
    }

    /// One cell in words, for status line and screen reader:
    /// `Layer 6, position 12 after ‘ is’: ‘ Rome’ 63.0 per cent, entropy 2.39 nats; in A ‘ Rome’ 44.0 per cent, inside the cone.`
    public String describe(Cell cell) {
        int row = cell.row();
        int position = cell.position();
        String place = "Layer " + layerName(row) + ", position " + position + " after ‘" + labels.input(position).spoken() + "’: ";
        if (!trajectory.isKnown(position)) {
            return place + "not computed.";
        }
        return place + topInWords(trajectory, row, position) + statisticInWords(row, position) + differenceInWords(row, position)
                + coneInWords(row, position) + ".";
    }

    private String topInWords(Trajectory run, int row, int position) {
        String probability = Numbers.percent(run.value(Statistic.MAX_PROBABILITY, row, position));
        return "‘" + labels.token(run.topId(row, position, 0)).spoken() + "’ " + probability + " per cent";
    }

    /// The probability is said already.
    private String statisticInWords(int row, int position) {
        boolean probability = look.quantity().equals(new Quantity.OfCell(Statistic.MAX_PROBABILITY));
        Quantity quantity = probability ? new Quantity.OfCell(Statistic.ENTROPY) : look.quantity();
        return quantity.isDefined(trajectory, row, position)
                ? ", " + lower(quantity.title()) + " " + quantity.text(quantity.value(trajectory, row, position, look.unit())) + quantity.suffix(look.unit())
                : "";
    }

    /// A beside B, and what is shown of both.
    private String differenceInWords(int row, int position) {
        if (comparison.baseline().isEmpty() || !comparison.isKnown(position)) {
            return "";
        }
        String a = "; in A " + topInWords(comparison.baseline().get(), row, position);
        if (comparison.moved().isPresent()) {
            return a + "; ‘" + labels.token(token(row, position)).spoken() + "’ changes most, by " + Numbers.points(value(row, position)) + " points";
        }
        double change = comparison.difference() ? value(row, position) : Double.NaN;
        return Double.isNaN(change) ? a : a + ", B − A " + look.quantity().difference(change) + look.quantity().differenceSuffix(look.unit());
    }

    private String coneInWords(int row, int position) {
        if (comparison.cone().isEmpty()) {
            return "";
        }
        return comparison.cone().contains(trajectory.layer(row), position) ? ", inside the cone" : ", outside the cone";
    }

    @Override
    public String title() {
        return comparison.difference() ? "Difference, B − A" : "Trajectory";
    }

    @Override
    public String subtitle() {
        TrajectoryLayout layout = layout();
        boolean tokens = layout.showsTokens();
        if (comparison.moved().isPresent()) {
            return tokens ? "token whose probability changes most, and by how much, in pp" : "largest change of a token’s probability, in pp";
        }
        if (comparison.difference()) {
            String unit = look.quantity().differenceSuffix(look.unit());
            return (tokens ? "top-1 token of B and " : "") + "change of " + lower(look.quantity().title()) + (unit.isEmpty() ? "" : " in" + unit);
        }
        if (isOfProbability()) {
            String unit = look.values() && layout.hasRoomForValues() ? " in %" : "";
            return tokens ? "top-1 token and its probability" + unit : "probability of the top-1 token";
        }
        String suffix = look.quantity().suffix(look.unit());
        return (tokens ? "top-1 token and " : "") + lower(look.quantity().title()) + (suffix.isEmpty() ? "" : " in" + suffix);
    }

    private boolean isOfProbability() {
        return look.quantity().equals(new Quantity.OfCell(Statistic.MAX_PROBABILITY));
    }

    @Override
    public String statistic() {
        if (comparison.moved().isPresent()) {
            return "largest change of a token’s probability, " + range().describe();
        }
        String change = comparison.difference() ? "change of " + lower(look.quantity().title()) : look.quantity().title();
        return change + ", " + (look.quantity().hasUnit() ? look.unit().label() + ", " : "") + range().describe();
    }

    @Override
    public String caption() {
        String unit = look.quantity().hasUnit() ? " in " + look.unit().label() : "";
        String stale = look.stale() ? " The prompt or the model has changed since this run." : "";
        String edited = provenance.edits().equals("none") ? "" : " with the edits " + provenance.edits();
        String cached = provenance.cache().equals("none") ? "" : " under the cache policy " + provenance.cache();
        String marks = comparison.baseline().isPresent() && comparison.moved().isEmpty() ? " A triangle marks cells whose top-1 differs." : "";
        return (comparison.difference() ? "Difference of two trajectories of " : "Trajectory of ") + provenance.model() + edited + cached + " through the "
                + provenance.lens() + " on " + provenance.quotedPrompt() + ". " + cellsInWords() + unit + "." + marks + stale;
    }

    private String cellsInWords() {
        if (comparison.moved().isPresent()) {
            return (layout().showsTokens() ? "Cells give the token whose probability changes most; colour" : "Colour")
                    + " is the largest change of a token’s probability, B − A"
                    + (layout().showsTokens() ? "; cells under 0.5 percentage points are marked ·" : "");
        }
        if (comparison.difference()) {
            return (layout().showsTokens() ? "Cells give the top-1 token of B; colour" : "Colour") + " is the change of "
                    + lower(look.quantity().title()) + ", B − A";
        }
        if (layout().showsTokens()) {
            return "Cells give the top-1 token, in bold where it is the final one; colour is "
                    + (isOfProbability() ? "its probability" : lower(look.quantity().title()));
        }
        return "Colour is " + (isOfProbability() ? "the probability of the top-1 token" : lower(look.quantity().title()));
    }

    /// Keeps names such as KL as they are.
    private static String lower(String title) {
        return Character.isUpperCase(title.codePointAt(1)) ? title : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    @Override
    public FigureTable table() {
        return TrajectoryTable.of(this);
    }
}
