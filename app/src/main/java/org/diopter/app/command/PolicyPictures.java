package org.diopter.app.command;

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
import java.util.stream.Stream;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.cache.Budget;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.H2oEvaluation;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.IdealPolicy;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.cache.RandomPolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartRule;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ChartSeries.Mark;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;

/// Pictures of what policies keep and what that does.
///
/// @param provenance where their numbers come from
record PolicyPictures(CommandEngine engine, OpenModel model, Provenance provenance) {
    private static final double ROOM = 0.06;

    /// The map of one head.
    EvictionFigure evictions(EvictionFigureStudy study) {
        engine.progress().stage("Run blocks", 1, 1);
        Study asked = study.edits().study(model, study.input().sequence(), new LensChoice.Logit());
        HeadEvictions seen = engine.until(stop -> model.caches().head(asked, study.block(), study.head(), stop));
        ValueRange usual = new ValueRange(0, 1, ValueRange.Scale.SQRT, false, false);
        return new EvictionFigure(
                seen,
                new EvictionFigure.Place(study.block(), study.head()),
                asked.cache().text(),
                TokenLabels.of(asked.tokens(), model.tokenizer()),
                FigureWords.range(study.range(), usual),
                FigureWords.map(study.map()),
                Viewport.WHOLE,
                Figures.sheet(study),
                provenance);
    }

    /// What each policy did: over all texts, and to each.
    private record Row(CacheUse use, PolicyEffect effect, List<List<EvictionRecord>> texts) {
        String name() {
            return use.policy().text();
        }
    }

    ChartFigure of(PolicyFigureStudy study) {
        List<TokenSequence> texts = study.text().read(model);
        List<CacheUse> uses = Stream.concat(Stream.of(CacheUse.FULL), study.policies().stream().map(CacheChoice::use)).toList();
        List<List<PolicyOutcome>> outcomes = new PolicyWork(engine, model).compare(texts, EditStack.parse(study.edits()), uses);
        List<Row> rows = IntStream.range(0, uses.size())
                .mapToObj(i -> row(uses.get(i), outcomes.stream().map(text -> text.get(i)).toList()))
                .toList();
        List<Row> policies = rows.subList(1, rows.size());
        String pieces = texts.size() == 1 ? "one text" : texts.size() + " texts";
        String timing = policies.getFirst().use().timing().text();
        String subtitle = "%s of %s tokens, %s timing".formatted(pieces, Numbers.count(texts.getFirst().length()), timing);
        return switch (study.kind()) {
            case BY_BLOCK -> lines(study, policies, subtitle, "block", row -> blocks(study.statistic(), row));
            case BY_STEP -> lines(study, policies, subtitle, "query position", row -> steps(study.statistic(), row));
            case BY_POLICY -> comparison(study, rows.getFirst().effect(), policies, subtitle);
        };
    }

    private static Row row(CacheUse use, List<PolicyOutcome> outcomes) {
        return new Row(use, PolicyEffect.mean(outcomes.stream().map(PolicyOutcome::effect).toList()), outcomes.stream().map(PolicyOutcome::blocks).toList());
    }

    private static double[] blocks(PolicyStatistic statistic, Row row) {
        return statistic.ofBlocks(row.effect()).stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] steps(PolicyStatistic statistic, Row row) {
        double[] steps = new double[row.texts().getFirst().getFirst().tokens()];
        for (int query = 0; query < steps.length; query++) {
            for (List<EvictionRecord> blocks : row.texts()) {
                for (EvictionRecord block : blocks) {
                    steps[query] += statistic.ofStep(block, query) / blocks.size() / row.texts().size();
                }
            }
        }
        return steps;
    }

    private ChartFigure lines(PolicyFigureStudy study, List<Row> policies, String subtitle, String across, Function<Row, double[]> values) {
        List<ChartSeries> series = new ArrayList<>();
        List<double[]> all = new ArrayList<>();
        for (Row row : policies) {
            double[] y = values.apply(row);
            all.add(y);
            double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
            Mark mark = y.length > 40 ? Mark.LINE : Mark.DOTTED_LINE;
            series.add(new ChartSeries(row.name(), "", mark, new Tint.Series(series.size()), false, x, y));
        }
        int length = all.getFirst().length;
        String title = study.statistic().title();
        FigureText text = new FigureText(
                capital(title) + " by " + (across.equals("block") ? "block" : "step"),
                subtitle,
                title + ", 0 to 1",
                "%s by %s of %s under cache policies, mean over heads%s.".formatted(
                        capital(title), across, model.id().name(), across.equals("block") ? " and queries" : " and blocks"));
        ChartAxis y = axis(study.statistic(), all.stream().flatMapToDouble(Arrays::stream).toArray());
        return ChartFigure.of(text, ChartAxis.between(across, 0, Math.max(1, length - 1.0)), y, series, Figures.sheet(study), provenance);
    }

    /// Over ratios if there are several, else over alphas if there are several, else bars.
    private ChartFigure comparison(PolicyFigureStudy study, PolicyEffect full, List<Row> policies, String subtitle) {
        Function<Row, Optional<BigDecimal>> ratio = row -> ratio(row.use().policy());
        Function<Row, Optional<BigDecimal>> alpha = row -> row.use().policy() instanceof ScorePolicy policy ? Optional.of(policy.alpha()) : Optional.empty();
        ChartFigure chart = differ(policies, ratio)
                ? over(study, full, policies, subtitle, "share of the text that is kept", ratio, "[:,]ratio=[0-9.]+")
                : differ(policies, alpha)
                        ? over(study, full, policies, subtitle, "α", alpha, "alpha=[0-9.]+,?")
                        : bars(study, full, policies, subtitle);
        return chart.withRules(List.of(new ChartRule(false, study.statistic().ofFull(full), "full", Tint.INK, true)));
    }

    private static boolean differ(List<Row> policies, Function<Row, Optional<BigDecimal>> value) {
        return policies.stream().map(value).flatMap(Optional::stream).distinct().count() > 1;
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

    private ChartFigure over(
            PolicyFigureStudy study,
            PolicyEffect full,
            List<Row> policies,
            String subtitle,
            String across,
            Function<Row, Optional<BigDecimal>> value,
            String setting) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : policies) {
            if (value.apply(row).isPresent()) {
                groups.computeIfAbsent(row.name().replaceFirst(setting, ""), name -> new ArrayList<>()).add(row);
            }
        }
        List<ChartSeries> series = new ArrayList<>();
        groups.forEach((name, rows) -> {
            List<Row> ascending = rows.stream().sorted((a, b) -> value.apply(a).orElseThrow().compareTo(value.apply(b).orElseThrow())).toList();
            double[] x = ascending.stream().mapToDouble(row -> value.apply(row).orElseThrow().doubleValue()).toArray();
            double[] y = ascending.stream().mapToDouble(row -> study.statistic().of(row.effect())).toArray();
            series.add(new ChartSeries(name, "", Mark.DOTTED_LINE, new Tint.Series(series.size()), false, x, y));
        });
        double[] places = series.stream().flatMapToDouble(one -> Arrays.stream(one.x())).toArray();
        return ChartFigure.of(text(study, subtitle, across), ChartAxis.linear(across, places), axis(study.statistic(), withFull(study, full, policies)), series, Figures.sheet(study), provenance);
    }

    private ChartFigure bars(PolicyFigureStudy study, PolicyEffect full, List<Row> policies, String subtitle) {
        double[] x = IntStream.range(0, policies.size()).asDoubleStream().toArray();
        double[] y = policies.stream().mapToDouble(row -> study.statistic().of(row.effect())).toArray();
        ChartAxis names = ChartAxis.named("policy", policies.stream().map(Row::name).toList());
        List<ChartSeries> series = List.of(ChartSeries.marks(study.statistic().title(), Mark.BARS, new Tint.Series(0), x, y));
        return ChartFigure.of(text(study, subtitle, "policy"), names, axis(study.statistic(), withFull(study, full, policies)), series, Figures.sheet(study), provenance);
    }

    private static double[] withFull(PolicyFigureStudy study, PolicyEffect full, List<Row> policies) {
        return DoubleStream.concat(
                        DoubleStream.of(study.statistic().ofFull(full)), policies.stream().mapToDouble(row -> study.statistic().of(row.effect())))
                .toArray();
    }

    /// Divergences begin at zero; of the others, differences are what matters.
    private static ChartAxis axis(PolicyStatistic statistic, double[] values) {
        if (statistic == PolicyStatistic.KL) {
            return ChartAxis.linear(statistic.title(), values);
        }
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        double room = Math.max(1e-3 * Math.abs(high), ROOM * (high - low));
        return ChartAxis.between(statistic.title(), low - room, high + room);
    }

    private FigureText text(PolicyFigureStudy study, String subtitle, String across) {
        String title = study.statistic().title();
        return new FigureText(
                "Cache policies",
                subtitle,
                title,
                "%s of %s under cache policies, by %s; dashed: everything kept.".formatted(capital(title), model.id().name(), across));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
