package org.diopter.views.cache;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.diopter.engine.cache.Budget;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.H2oEvaluation;
import org.diopter.engine.cache.IdealPolicy;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.RandomPolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;

/// What policies do to a text, one point a policy: over the budget's ratio where several are tried, over α where several are, else as bars.
///
/// @param unit of divergences
/// @param full with everything kept
/// @param effects one a policy, at least one
/// @param text what went through, for people: `one text of 256 tokens, streaming timing`
public record PolicyChart(
        PolicyStatistic statistic, Unit unit, PolicyEffect full, List<PolicyEffect> effects, String text, Sheet sheet, Provenance provenance) {
    private static final double ROOM = 0.06;

    public PolicyChart {
        effects = List.copyOf(effects);
    }

    /// The chart.
    public ChartFigure figure() {
        Function<PolicyEffect, Optional<BigDecimal>> ratio = effect -> ratio(effect.use().policy());
        Function<PolicyEffect, Optional<BigDecimal>> alpha = effect -> alpha(effect.use().policy());
        ChartFigure chart = differ(ratio)
                ? over("share of the text that is kept", ratio, "[:,]ratio=[0-9.]+")
                : differ(alpha) ? over("α", alpha, "alpha=[0-9.]+,?") : bars();
        return chart.withRules(List.of(new ChartRule(false, statistic.ofFull(full, unit), "full", Tint.INK, true)));
    }

    private boolean differ(Function<PolicyEffect, Optional<BigDecimal>> value) {
        return effects.stream().map(value).flatMap(Optional::stream).distinct().count() > 1;
    }

    private static Optional<BigDecimal> alpha(CachePolicy policy) {
        return switch (policy) {
            case ScorePolicy scored -> Optional.of(scored.alpha());
            case LessPolicy less -> Optional.of(less.sparse().alpha());
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> ratio(CachePolicy policy) {
        Budget budget = switch (policy) {
            case ScorePolicy scored -> scored.budget();
            case LessPolicy less -> less.sparse().budget();
            case IdealPolicy ideal -> ideal.budget();
            case RandomPolicy random -> random.budget();
            case H2oEvaluation evaluation -> evaluation.budget();
            default -> new Budget.Counts(0, 1, 0);
        };
        return budget instanceof Budget.Share share ? Optional.of(share.ratio()) : Optional.empty();
    }

    private static String name(PolicyEffect effect) {
        return effect.use().policy().text();
    }

    private ChartFigure over(String across, Function<PolicyEffect, Optional<BigDecimal>> value, String setting) {
        Map<String, List<PolicyEffect>> groups = new LinkedHashMap<>();
        for (PolicyEffect effect : effects) {
            if (value.apply(effect).isPresent()) {
                groups.computeIfAbsent(name(effect).replaceFirst(setting, ""), _ -> new ArrayList<>()).add(effect);
            }
        }
        List<ChartSeries> series = new ArrayList<>();
        groups.forEach((name, group) -> {
            List<PolicyEffect> ascending = group.stream().sorted((a, b) -> value.apply(a).orElseThrow().compareTo(value.apply(b).orElseThrow())).toList();
            double[] x = ascending.stream().mapToDouble(effect -> value.apply(effect).orElseThrow().doubleValue()).toArray();
            double[] y = ascending.stream().mapToDouble(effect -> statistic.of(effect, unit)).toArray();
            String shortName = name.endsWith(":") || name.endsWith(",") ? name.substring(0, name.length() - 1) : name;
            series.add(new ChartSeries(shortName, "", ChartSeries.Mark.DOTTED_LINE, new Tint.Series(series.size()), false, x, y));
        });
        double[] places = series.stream().flatMapToDouble(one -> Arrays.stream(one.x())).toArray();
        return ChartFigure.of(words(across), ChartAxis.linear(across, places), axis(), series, sheet, provenance);
    }

    private ChartFigure bars() {
        double[] x = IntStream.range(0, effects.size()).asDoubleStream().toArray();
        double[] y = effects.stream().mapToDouble(effect -> statistic.of(effect, unit)).toArray();
        ChartAxis names = ChartAxis.named("policy", effects.stream().map(PolicyChart::name).toList());
        List<ChartSeries> series = List.of(ChartSeries.marks(statistic.title(unit), ChartSeries.Mark.BARS, new Tint.Series(0), x, y));
        return ChartFigure.of(words("policy"), names, axis(), series, sheet, provenance);
    }

    private ChartAxis axis() {
        return axis(statistic, unit, DoubleStream.concat(DoubleStream.of(statistic.ofFull(full, unit)), effects.stream().mapToDouble(effect -> statistic.of(effect, unit))).toArray());
    }

    /// Divergences begin at zero; of the others, differences are what matters.
    public static ChartAxis axis(PolicyStatistic statistic, Unit unit, double[] values) {
        if (statistic == PolicyStatistic.KL) {
            return ChartAxis.linear(statistic.title(unit), values);
        }
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        double room = Math.max(1e-3 * Math.abs(high), ROOM * (high - low));
        return ChartAxis.between(statistic.title(unit), low - room, high + room);
    }

    private FigureText words(String across) {
        String title = statistic.title(unit);
        return new FigureText("Cache policies", text, title, "%s of %s under cache policies, by %s; dashed: everything kept."
                .formatted(Character.toUpperCase(title.charAt(0)) + title.substring(1), provenance.model(), across));
    }
}
