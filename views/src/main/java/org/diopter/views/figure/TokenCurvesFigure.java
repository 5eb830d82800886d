package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.diopter.engine.lens.Trajectory;

/// Probability and rank of pinned tokens by layer, after one position.
///
/// @param baseline the run that this one is compared with, drawn dashed; of the same tokens and layers
/// @param position after which the tokens are predicted
/// @param vocabulary how many tokens the model knows
/// @param pins the tokens; one that the trajectory does not track at this position has no curve
/// @param crossRow the row of the trajectory whose values are written out, if any
public record TokenCurvesFigure(
        Trajectory trajectory,
        Optional<Trajectory> baseline,
        int position,
        int vocabulary,
        List<Pin> pins,
        CurvePanels panels,
        OptionalInt crossRow,
        Sheet sheet,
        Provenance provenance)
        implements Figure {

    public TokenCurvesFigure {
        pins = List.copyOf(pins);
    }

    /// Of a run that stands alone.
    public TokenCurvesFigure(
            Trajectory trajectory,
            int position,
            int vocabulary,
            List<Pin> pins,
            CurvePanels panels,
            OptionalInt crossRow,
            Sheet sheet,
            Provenance provenance) {
        this(trajectory, Optional.empty(), position, vocabulary, pins, panels, crossRow, sheet, provenance);
    }

    /// Where the charts lie.
    public CurvesLayout layout() {
        return CurvesLayout.of(this);
    }

    /// The probability of a pinned token in a row; NaN if it is not known.
    public double probability(Pin pin, int row) {
        return probability(trajectory, pin, row);
    }

    /// The rank of a pinned token in a row, from 1; NaN if it is not known.
    public double rank(Pin pin, int row) {
        return rank(trajectory, pin, row);
    }

    /// The same of the run that this one is compared with; NaN if there is none.
    double probabilityBefore(Pin pin, int row) {
        return baseline.map(run -> probability(run, pin, row)).orElse(Double.NaN);
    }

    /// The same of the run that this one is compared with; NaN if there is none.
    double rankBefore(Pin pin, int row) {
        return baseline.map(run -> rank(run, pin, row)).orElse(Double.NaN);
    }

    private double probability(Trajectory run, Pin pin, int row) {
        return run.isKnown(position) ? Math.exp(run.trackedLogProbability(row, position, pin.id())) : Double.NaN;
    }

    private double rank(Trajectory run, Pin pin, int row) {
        return run.isKnown(position) ? run.trackedRank(row, position, pin.id()) : Double.NaN;
    }

    boolean isTracked(Pin pin) {
        return !Double.isNaN(probability(pin, trajectory.rows() - 1));
    }

    String layerName(int row) {
        int layer = trajectory.layer(row);
        return layer == 0 ? "emb" : Integer.toString(layer);
    }

    /// The curves in words: `␣Rome rises from 0.1 per cent at emb to 81.3 at the output and leads from layer 5.`
    public String describe() {
        StringBuilder sentences = new StringBuilder();
        int last = trajectory.rows() - 1;
        for (Pin pin : pins) {
            if (isTracked(pin)) {
                double from = probability(pin, 0);
                double to = probability(pin, last);
                sentences.append('‘').append(pin.label().spoken()).append("’ ").append(to >= from ? "rises" : "falls").append(" from ")
                        .append(Numbers.percent(from)).append(" per cent at ").append(layerName(0)).append(" to ").append(Numbers.percent(to))
                        .append(" at the output");
                if (trajectory.topId(last, position, 0) == pin.id()) {
                    sentences.append(" and leads from layer ").append(trajectory.predictionDepth(position));
                }
                sentences.append(". ");
            }
        }
        return sentences.toString().strip();
    }

    @Override
    public double naturalHeight(double width) {
        return Math.clamp(panels == CurvePanels.BOTH ? 0.38 * width : 0.6 * width, 170, 400);
    }

    @Override
    public TokenCurvesFigure settled() {
        return withCrossRow(OptionalInt.empty());
    }

    public TokenCurvesFigure withCrossRow(OptionalInt row) {
        return new TokenCurvesFigure(trajectory, baseline, position, vocabulary, pins, panels, row, sheet, provenance);
    }

    @Override
    public TokenCurvesFigure on(Sheet other) {
        return new TokenCurvesFigure(trajectory, baseline, position, vocabulary, pins, panels, crossRow, other, provenance);
    }

    @Override
    public String title() {
        return "Pinned tokens";
    }

    @Override
    public String subtitle() {
        return "after position " + position + (baseline.isPresent() ? "; solid B, dashed A" : "");
    }

    @Override
    public String statistic() {
        return switch (panels) {
            case PROBABILITY -> "probability of pinned tokens, 0 to 1";
            case RANK -> "rank of pinned tokens, 1 to " + vocabulary;
            case BOTH -> "probability and rank of pinned tokens, 0 to 1, 1 to " + vocabulary;
        };
    }

    @Override
    public String caption() {
        String what = switch (panels) {
            case PROBABILITY -> "Probability";
            case RANK -> "Rank";
            case BOTH -> "Probability and rank";
        };
        return what + " by layer of " + (pins.size() == 1 ? "one token" : pins.size() + " tokens") + " after position " + position + " of "
                + provenance.quotedPrompt() + ", read from " + provenance.model() + " through the " + provenance.lens() + edited() + ".";
    }

    private String edited() {
        if (provenance.edits().equals("none")) {
            return "";
        }
        return ", with the edits " + provenance.edits() + (baseline.isPresent() ? ": solid B, dashed A" : "");
    }

    @Override
    public FigureTable table() {
        List<String> headers = new ArrayList<>(List.of("layer", "token", "token id", "probability", "rank"));
        if (baseline.isPresent()) {
            headers.addAll(List.of("probability in A", "rank in A"));
        }
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int row = 0; row < trajectory.rows(); row++) {
            for (Pin pin : pins) {
                List<FigureTable.Entry> entries = new ArrayList<>(List.of(
                        new FigureTable.Entry(layerName(row), Integer.toString(trajectory.layer(row)), true),
                        FigureTable.Entry.of(pin.label().description()),
                        FigureTable.Entry.of(pin.id()),
                        percent(probability(pin, row)),
                        whole(rank(pin, row))));
                if (baseline.isPresent()) {
                    entries.addAll(List.of(percent(probabilityBefore(pin, row)), whole(rankBefore(pin, row))));
                }
                rows.add(entries);
            }
        }
        return new FigureTable(headers, rows);
    }

    private static FigureTable.Entry percent(double probability) {
        return FigureTable.Entry.of(probability, Numbers.percent(probability) + " %");
    }

    private static FigureTable.Entry whole(double rank) {
        return Double.isNaN(rank) ? FigureTable.Entry.of(rank, "") : FigureTable.Entry.of((long) rank);
    }
}
