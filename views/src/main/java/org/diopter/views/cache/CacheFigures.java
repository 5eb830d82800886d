package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.kit.Texts;

/// The smaller pictures of the cache view: the text as it is read, and retained mass by step.
record CacheFigures(CacheModel.Look look) {
    private static final Texts TEXTS = Texts.of(CacheFigures.class);
    private static final ValueRange ATTENTION = new ValueRange(0, 0.4, ValueRange.Scale.SQRT, false, true);

    /// Over which heads retained mass is meant.
    enum Of {
        MODEL,
        HEAD
    }

    /// The text up to a query, each token on the colour of what the query pays to it; evicted ones without a colour.
    TokenStripFigure text(int query) {
        HeadEvictions seen = look.seen().getFirst();
        List<TokenLabel> tokens = IntStream.rangeClosed(0, query).mapToObj(look.known().findings().labels()::input).toList();
        double[] values = IntStream.rangeClosed(0, query).mapToDouble(key -> seen.sees(query, key) ? seen.weight(query, key) : Double.NaN).toArray();
        List<String> words = Arrays.stream(values).mapToObj(value -> Double.isNaN(value) ? "evicted" : Numbers.percent(value) + " %").toList();
        String head = "block " + look.block() + ", head " + look.head();
        FigureText text = new FigureText("Kept tokens", head + ", " + look.known().uses().getFirst().text(), "attention over kept keys, " + ATTENTION.describe(),
                "The text up to query " + query + " as " + head + " of " + look.known().findings().provenance().model() + " has it under "
                        + look.known().uses().getFirst().text() + ". Colour is the query's attention; tokens without a colour are evicted.");
        return new TokenStripFigure(text, tokens, values, words, "attention", ATTENTION, false, CacheModel.ANY_SHEET, look.known().provenance(0));
    }

    /// Retained mass by query, a line a policy; nothing where no policy's mass is known.
    ///
    /// @param query at which the cross-line stands
    Optional<ChartFigure> mass(Of of, int query) {
        List<ChartSeries> series = new ArrayList<>();
        double[] x = IntStream.range(0, look.known().tokens()).asDoubleStream().toArray();
        for (int side = 0; side < look.seen().size(); side++) {
            List<EvictionRecord> blocks = look.known().outcomes().get(side).blocks();
            if (blocks.stream().allMatch(EvictionRecord::measured)) {
                double[] y = IntStream.range(0, x.length).mapToDouble(mass(of, blocks)).toArray();
                series.add(ChartSeries.line(name(side), Numbers.fixed(y[query], 2), new Tint.Series(side), x, y));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        double[] all = series.stream().flatMapToDouble(one -> Arrays.stream(one.y())).toArray();
        double low = Arrays.stream(all).min().orElse(0);
        String meant = of == Of.MODEL ? "mean over all heads" : "block " + look.block() + ", head " + look.head();
        FigureText text = new FigureText("Retained mass by step", meant, "retained mass, 0 to 1",
                "Share of the full attention on the kept keys by query, " + meant + " of " + look.known().findings().provenance().model() + ".");
        ChartFigure chart = ChartFigure.of(text, ChartAxis.between("query position", 0, Math.max(1, x.length - 1.0)),
                ChartAxis.between("retained mass", Math.min(0.9, Math.floor(low * 10) / 10), 1.02), series, CacheModel.ANY_SHEET, look.known().provenance(0));
        return Optional.of(new ChartFigure(chart.text(), chart.x(), chart.y(), chart.series(), chart.rules(), OptionalDouble.of(query), chart.sheet(),
                chart.provenance()));
    }

    private IntToDoubleFunction mass(Of of, List<EvictionRecord> blocks) {
        return switch (of) {
            case HEAD -> query -> blocks.get(look.block()).mass(look.head(), query);
            case MODEL -> query -> blocks.stream().mapToDouble(block -> HeadNumber.mean(block, query, block::mass)).average().orElse(Double.NaN);
        };
    }

    private String name(int side) {
        return TEXTS.get("kind." + look.known().asked().get(side).kind().name());
    }
}
