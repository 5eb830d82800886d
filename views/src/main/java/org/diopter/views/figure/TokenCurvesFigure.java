package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.diopter.engine.lens.Trajectory;

/// Probability and rank of pinned tokens by layer, after one position.
///
/// @param position after which the tokens are predicted
/// @param vocabulary how many tokens the model knows
/// @param pins the tokens; one that the trajectory does not track at this position has no curve
/// @param crossRow the row of the trajectory whose values are written out, if any
/// @param beside the same stream read through a second lens, or that of another run, in dashes
/// @param cone where edits can have changed what is read
public record TokenCurvesFigure(
        Trajectory trajectory,
        int position,
        int vocabulary,
        List<Pin> pins,
        CurvePanels panels,
        OptionalInt crossRow,
        Optional<LensPair> beside,
        CausalCone cone,
        Sheet sheet,
        Provenance provenance)
        implements Figure {

    public TokenCurvesFigure {
        pins = List.copyOf(pins);
    }

    /// Through one lens, of the model as it is.
    public TokenCurvesFigure(
            Trajectory trajectory, int position, int vocabulary, List<Pin> pins, CurvePanels panels, OptionalInt crossRow, Sheet sheet,
            Provenance provenance) {
        this(trajectory, position, vocabulary, pins, panels, crossRow, Optional.empty(), CausalCone.NONE, sheet, provenance);
    }

    /// Where the charts lie.
    public CurvesLayout layout() {
        return CurvesLayout.of(this);
    }

    /// The probability of a pinned token in a row; NaN if it is not known.
    public double probability(Pin pin, int row) {
        return trajectory.isKnown(position) ? Math.exp(trajectory.trackedLogProbability(row, position, pin.id())) : Double.NaN;
    }

    /// The rank of a pinned token in a row, from 1; NaN if it is not known.
    public double rank(Pin pin, int row) {
        return trajectory.isKnown(position) ? trajectory.trackedRank(row, position, pin.id()) : Double.NaN;
    }

    /// The probability that the second lens gives a pinned token; NaN if it is not known.
    double probabilityBeside(Pin pin, int row) {
        return beside.map(LensPair::trajectory).filter(this::isAlike)
                .map(other -> Math.exp(other.trackedLogProbability(row, position, pin.id())))
                .orElse(Double.NaN);
    }

    /// The rank that a pinned token has through the second lens; NaN if it is not known.
    double rankBeside(Pin pin, int row) {
        return beside.map(LensPair::trajectory).filter(this::isAlike)
                .map(other -> (double) other.trackedRank(row, position, pin.id()))
                .orElse(Double.NaN);
    }

    private boolean isAlike(Trajectory other) {
        return other.rows() == trajectory.rows() && position < other.positions() && other.isKnown(position);
    }

    /// The first layer whose read-out the edits can have changed; nothing where they changed none.
    OptionalInt coneFrom() {
        int first = cone.firstLayer(position);
        return first <= trajectory.layer(trajectory.rows() - 1) ? OptionalInt.of(first) : OptionalInt.empty();
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
        return new TokenCurvesFigure(trajectory, position, vocabulary, pins, panels, row, beside, cone, sheet, provenance);
    }

    @Override
    public TokenCurvesFigure on(Sheet other) {
        return new TokenCurvesFigure(trajectory, position, vocabulary, pins, panels, crossRow, beside, cone, other, provenance);
    }

    @Override
    public String title() {
        return "Pinned tokens";
    }

    @Override
    public String subtitle() {
        return "after position " + position + beside.map(pair -> " · dashed: " + pair.name()).orElse("");
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
                + provenance.quotedPrompt() + ", read from " + provenance.model() + " through the " + provenance.lens()
                + beside.map(pair -> "; dashed: " + pair.name()).orElse("") + (coneFrom().isPresent() ? "; shaded: inside the causal cone" : "") + ".";
    }

    @Override
    public FigureTable table() {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int row = 0; row < trajectory.rows(); row++) {
            for (Pin pin : pins) {
                double probability = probability(pin, row);
                double rank = rank(pin, row);
                List<FigureTable.Entry> entries = new ArrayList<>(List.of(
                        new FigureTable.Entry(layerName(row), Integer.toString(trajectory.layer(row)), true),
                        FigureTable.Entry.of(pin.label().description()),
                        FigureTable.Entry.of(pin.id()),
                        FigureTable.Entry.of(probability, Numbers.percent(probability) + " %"),
                        Double.isNaN(rank) ? FigureTable.Entry.of(rank, "") : FigureTable.Entry.of((long) rank)));
                if (beside.isPresent()) {
                    double other = probabilityBeside(pin, row);
                    entries.add(FigureTable.Entry.of(other, Double.isNaN(other) ? "" : Numbers.percent(other) + " %"));
                }
                rows.add(entries);
            }
        }
        List<String> headers = new ArrayList<>(List.of("layer", "token", "token id", "probability", "rank"));
        beside.ifPresent(pair -> headers.add("probability, " + pair.name()));
        return new FigureTable(headers, rows);
    }
}
