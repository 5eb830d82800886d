package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Dumbbell;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.kit.Texts;

/// The smaller pictures of the cache view: the text as it is read, retained mass and scores by step.
record CacheFigures(CacheModel.Look look) {
    private static final Texts TEXTS = Texts.of(CacheFigures.class);
    /// The first colours are those of the policies that are looked at, even where there is only one.
    private static final int MOST_SIDES = 2;
    private static final ValueRange ATTENTION = new ValueRange(0, 0.4, ValueRange.Scale.SQRT, false, true);

    /// Over which heads retained mass is meant.
    enum Of {
        MODEL,
        /// The smallest of all heads.
        LEAST,
        HEAD
    }

    /// What is followed of a key.
    enum Score {
        /// A query's attention, divided anew among the keys that are there.
        S,
        /// Its sum over all queries (H2O).
        A2S,
        /// Its sum, of which each query forgets a part (A2SF).
        A2SF;

        double after(double before, double paid, double alpha) {
            return switch (this) {
                case S -> paid;
                case A2S -> before + paid;
                case A2SF -> alpha * before + paid;
            };
        }
    }

    /// A part of the text as a query has it, each token on the colour of what the query pays to it; evicted ones without a colour.
    ///
    /// @param from the first token
    /// @param to behind the last one, not behind the query
    TokenStripFigure text(int from, int to, int query) {
        HeadEvictions seen = look.seen().getFirst();
        List<TokenLabel> tokens = look.known().findings().labels().inputs().subList(from, to);
        double[] values = IntStream.range(from, to).mapToDouble(key -> seen.sees(query, key) ? seen.weight(query, key) : Double.NaN).toArray();
        List<String> words = Arrays.stream(values).mapToObj(value -> Double.isNaN(value) ? "evicted" : Numbers.percent(value) + " %").toList();
        String head = "block " + look.block() + ", head " + look.head();
        FigureText text = new FigureText("Kept tokens", head + ", " + look.known().uses().getFirst().text(), "attention over kept keys, " + ATTENTION.describe(),
                "The text up to query " + query + " as " + head + " of " + look.known().findings().provenance().model() + " has it under "
                        + look.known().uses().getFirst().text() + ". Colour is the query's attention; tokens without a colour are evicted.");
        return new TokenStripFigure(text, tokens, values, words, "attention", ATTENTION, false, CacheModel.ANY_SHEET, look.known().provenance(0));
    }

    /// Retained mass by query, a line a policy, with the last query's value; nothing where no policy's mass is known.
    ///
    /// @param others for comparison; those that bound any policy are thin and grey
    Optional<ChartFigure> mass(Of of, List<OtherPolicies.Other> others) {
        List<ChartSeries> series = new ArrayList<>();
        double[] x = queries();
        for (int side = 0; side < look.seen().size(); side++) {
            List<EvictionRecord> blocks = look.known().outcomes().get(side).blocks();
            if (hasMass(look.known().outcomes().get(side))) {
                double[] y = IntStream.range(0, x.length).mapToDouble(massOf(of, blocks)).toArray();
                series.add(ChartSeries.line(name(side), Numbers.fixed(y[y.length - 1], 2), new Tint.Series(side), x, y));
            }
        }
        int colour = MOST_SIDES;
        for (OtherPolicies.Other other : others) {
            if (hasMass(other.outcome())) {
                double[] y = IntStream.range(0, x.length).mapToDouble(massOf(of, other.outcome().blocks())).toArray();
                Tint tint = other.isBound() ? Tint.MUTED : new Tint.Series(colour++);
                series.add(ChartSeries.line(name(other.kind()), Numbers.fixed(y[y.length - 1], 2), tint, x, y));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        double[] all = series.stream().flatMapToDouble(one -> Arrays.stream(one.y())).toArray();
        double low = Arrays.stream(all).min().orElse(0);
        String meant = switch (of) {
            case MODEL -> "mean over all heads";
            case LEAST -> "smallest of all heads";
            case HEAD -> "block " + look.block() + ", head " + look.head();
        };
        int budget = Math.max(look.known().outcomes().getFirst().effect().budget(), look.known().uses().getFirst().timing().prompt());
        FigureText text = new FigureText("Retained mass by step", meant, "retained mass, 0 to 1",
                "Share of the full attention on the kept keys by query, " + meant + " of " + look.known().findings().provenance().model() + ".");
        return Optional.of(ChartFigure.of(text, ChartAxis.between("query position", 0, Math.max(1, x.length - 1.0)).ofWholeNumbers(),
                ChartAxis.between("retained mass", Math.min(0.9, Math.floor(low * 10) / 10), 1.02), series, CacheModel.ANY_SHEET, look.known().provenance(0))
                .withRules(List.of(new ChartRule(true, budget, TEXTS.get("budget-full"), Tint.MUTED, true))));
    }

    /// Retained mass of every block at a query, mean over its heads, a pair of marks a block; nothing unless two policies are known by their mass.
    Optional<ChartFigure> blocks(int query) {
        List<PolicyOutcome> outcomes = look.known().outcomes();
        if (outcomes.size() < 2 || !outcomes.stream().allMatch(CacheFigures::hasMass)) {
            return Optional.empty();
        }
        Dumbbell pairs = new Dumbbell(end(0, query), end(1, query));
        int count = outcomes.getFirst().blocks().size();
        double low = Arrays.stream(pairs.all()).min().orElse(0);
        String step = TEXTS.get("dumbbell.at", query);
        FigureText text = new FigureText(TEXTS.get("dumbbell"), step, TEXTS.get("dumbbell.axis"),
                TEXTS.get("dumbbell.caption", query, look.known().findings().provenance().model(), look.known().uses().getFirst().text(),
                        look.known().uses().getLast().text()));
        List<String> names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return Optional.of(ChartFigure.of(text, ChartAxis.between(TEXTS.get("dumbbell.axis"), Math.min(0.8, Math.floor(low * 10) / 10), 1.02),
                ChartAxis.named(TEXTS.get("block"), names), pairs.series(IntStream.range(0, count).toArray()), CacheModel.ANY_SHEET, look.known().provenance(0)));
    }

    private Dumbbell.End end(int side, int query) {
        double[] values = look.known().outcomes().get(side).blocks().stream().mapToDouble(block -> HeadNumber.mean(block, query, block::mass)).toArray();
        return new Dumbbell.End(name(side), ChartSeries.Mark.DOTS, new Tint.Series(side), values);
    }

    /// Whether retained mass says what a policy keeps: not where kernels stand in for evicted keys.
    static boolean hasMass(PolicyOutcome outcome) {
        return outcome.blocks().stream().allMatch(block -> block.measured() && !block.compensated());
    }

    private double[] queries() {
        return IntStream.range(0, look.known().tokens()).asDoubleStream().toArray();
    }

    private IntToDoubleFunction massOf(Of of, List<EvictionRecord> blocks) {
        return switch (of) {
            case HEAD -> query -> blocks.get(look.block()).mass(look.head(), query);
            case MODEL -> query -> blocks.stream().mapToDouble(block -> HeadNumber.mean(block, query, block::mass)).average().orElse(Double.NaN);
            case LEAST -> query -> blocks.stream()
                    .flatMapToDouble(block -> IntStream.range(0, block.heads()).mapToDouble(head -> block.mass(head, query)))
                    .min()
                    .orElse(Double.NaN);
        };
    }

    /// How the scores of some keys of the head go over the queries, each up to the query after which it is evicted.
    ///
    /// @param keys positions inside the text
    /// @param alpha of [Score#A2SF]
    ChartFigure scores(Score score, List<Integer> keys, double alpha) {
        HeadEvictions seen = look.seen().getFirst();
        double[] x = queries();
        List<ChartSeries> series = new ArrayList<>();
        for (int key : keys) {
            double[] y = new double[x.length];
            double before = 0;
            for (int query = 0; query < y.length; query++) {
                boolean there = seen.sees(query, key);
                before = there ? score.after(before, seen.weight(query, key), alpha) : 0;
                y[query] = there ? before : Double.NaN;
            }
            String name = key + " " + look.known().findings().labels().input(key).spoken().strip();
            series.add(ChartSeries.line(name, "", new Tint.Series(series.size()), x, y));
        }
        String head = "block " + look.block() + ", head " + look.head();
        String what = TEXTS.get("score-axis." + score.name(), Numbers.axis(alpha));
        FigureText text = new FigureText("Scores by step", head + ", " + look.known().uses().getFirst().text(), what,
                what + " of chosen keys by query, " + head + " of " + look.known().findings().provenance().model() + " under "
                        + look.known().uses().getFirst().text() + ". A line ends where its key is evicted.");
        double[] all = series.stream().flatMapToDouble(one -> Arrays.stream(one.y())).toArray();
        return ChartFigure.of(text, ChartAxis.between("query position", 0, Math.max(1, x.length - 1.0)).ofWholeNumbers(), ChartAxis.linear(what, all), series,
                CacheModel.ANY_SHEET, look.known().provenance(0));
    }

    private String name(int side) {
        return name(look.known().asked().get(side).kind());
    }

    private static String name(PolicyForm.Kind kind) {
        return TEXTS.get("kind." + kind.name());
    }
}
