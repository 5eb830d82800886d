package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The legend of a colour map: name and unit, the colours, and at least three ticks.
///
/// @param name what the colours mean, with the unit: `KL to final, nats`
/// @param pale whether the colours are those of stale cells
public record LegendFigure(String name, ColorMap map, ValueRange range, boolean pale, Sheet sheet, Provenance provenance) implements Figure {
    static final double BAR_WIDTH = 150;
    static final double BAR_HEIGHT = 8;
    static final double SIDE = 17;
    static final double GAP = 4;
    static final double HEIGHT = 30;
    private static final int INTERVALS = 4;

    /// The legend of a trajectory's colours, as large as it needs to be.
    public static LegendFigure of(TrajectoryFigure figure) {
        TrajectoryLook look = figure.look();
        if (figure.comparison().moved().isPresent()) {
            return of("Δp", figure.map(), figure.range(), look.stale(), figure);
        }
        String change = figure.comparison().difference() ? "B − A: " : "";
        String name = change + look.quantity().legend() + (look.quantity().hasUnit() ? ", " + look.unit().label() : "");
        return of(name, figure.map(), figure.range(), look.stale(), figure);
    }

    /// The legend of an attention map's colours.
    public static LegendFigure of(AttentionFigure figure) {
        return of("Attention (√ scale)", figure.map(), figure.range(), false, figure);
    }

    /// The legend of an eviction map's colours.
    public static LegendFigure of(EvictionFigure figure) {
        return of("Attention (√), grey evicted", figure.map(), figure.range(), false, figure);
    }

    /// The legend of a map's colours.
    public static LegendFigure of(MapFigure figure) {
        return of(figure.legend(), figure.map(), figure.range(), false, figure);
    }

    /// The legend of a token strip's colours.
    public static LegendFigure of(TokenStripFigure figure) {
        return of(figure.legend(), ColorMap.TIDE, figure.range(), false, figure);
    }

    /// The legend of any figure whose colours need one.
    public static Optional<LegendFigure> forFigure(Figure figure) {
        return switch (figure) {
            case TrajectoryFigure trajectory -> Optional.of(of(trajectory));
            case AttentionFigure attention -> Optional.of(of(attention));
            case EvictionFigure evictions -> Optional.of(of(evictions));
            case MapFigure map -> Optional.of(of(map));
            case TokenStripFigure strip -> Optional.of(of(strip));
            case TokenCurvesFigure _, ChartFigure _, LegendFigure _ -> Optional.empty();
        };
    }

    private static LegendFigure of(String name, ColorMap map, ValueRange range, boolean pale, Figure of) {
        double width = TextLine.of(name, Face.SANS, 11).width() + GAP + BAR_WIDTH + 2 * SIDE;
        return new LegendFigure(name, map, range, pale, new Sheet(of.sheet().palette(), Math.ceil(width), HEIGHT), of.provenance());
    }

    /// The ticks that find room.
    public List<ValueRange.Tick> ticks() {
        return range.ticks(INTERVALS);
    }

    @Override
    public LegendFigure on(Sheet other) {
        return new LegendFigure(name, map, range, pale, other, provenance);
    }

    @Override
    public double naturalHeight(double width) {
        return HEIGHT;
    }

    @Override
    public LegendFigure settled() {
        return this;
    }

    @Override
    public String title() {
        return name;
    }

    @Override
    public String subtitle() {
        return "colours";
    }

    @Override
    public String statistic() {
        return name + ", " + range.describe();
    }

    @Override
    public String caption() {
        return name + " from " + ticks().getFirst().label() + " to " + ticks().getLast().label() + ".";
    }

    @Override
    public FigureTable table() {
        ColorRamp ramp = map.ramp(sheet.palette());
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (ValueRange.Tick tick : ticks()) {
            rows.add(List.of(FigureTable.Entry.of(tick.value(), tick.label()), FigureTable.Entry.of(Palette.css(ramp.color(tick.fraction())))));
        }
        return new FigureTable(List.of(name, "colour"), rows);
    }
}
