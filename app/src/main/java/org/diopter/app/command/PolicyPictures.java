package org.diopter.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.cache.HeadValuesMap;
import org.diopter.views.cache.PolicyChart;
import org.diopter.views.cache.PolicyStatistic;
import org.diopter.views.figure.ChartAxis;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.ChartSeries.Mark;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.Unit;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;

/// Pictures of what policies keep and what that does.
///
/// @param provenance where their numbers come from
record PolicyPictures(CommandEngine engine, OpenModel model, Provenance provenance) {
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

    /// What every cache keeps under a policy of heads, which is chosen first where the study asks for it.
    MapFigure heads(HeadPoliciesFigureStudy study) {
        TokenSequence text = study.text().read(model).getFirst();
        CacheUse use = study.cache().use();
        CacheUse shown = study.chosen() == null
                ? use
                : new PolicyWork(engine, model).chosen(text, EditStack.parse(study.edits()), List.of(use), study.chosen()).stream().findFirst().orElse(use);
        if (!(shown.policy() instanceof HeadPolicies heads)) {
            throw new UnusableInputException("D-402", "‘%.60s’ has one value for all heads. Add --choose, or give a policy whose text begins with ‘heads:’."
                    .formatted(use.policy().text()));
        }
        heads.requireFit(model.card().layers(), model.card().heads(), model.card().kvHeads());
        return new HeadValuesMap(heads, study.value(), text.length(), Figures.sheet(study), provenance).figure();
    }

    /// What a policy did over all texts.
    ///
    /// @param steps the statistic by query; empty where it is not asked for
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(CacheUse use, PolicyEffect effect, double[] steps) {
        String name() {
            return use.policy().text();
        }
    }

    ChartFigure of(PolicyFigureStudy study) {
        List<TokenSequence> texts = study.text().read(model);
        List<CacheUse> uses = Stream.concat(Stream.of(CacheUse.FULL), study.policies().stream().map(CacheChoice::use)).toList();
        List<List<PolicyEffect>> effects = new ArrayList<>();
        Unit unit = FigureWords.unit(study.unit());
        int shortest = texts.stream().mapToInt(TokenSequence::length).min().orElseThrow();
        double[][] steps = new double[uses.size()][study.kind() == PolicyFigureStudy.Kind.BY_STEP ? shortest : 0];
        new PolicyWork(engine, model).compare(texts, EditStack.parse(study.edits()), uses, outcomes -> {
            effects.add(outcomes.stream().map(PolicyOutcome::effect).toList());
            for (int i = 0; i < steps.length; i++) {
                addSteps(study.statistic(), outcomes.get(i).blocks(), texts.size(), steps[i]);
            }
        });
        List<Row> rows = IntStream.range(0, uses.size())
                .mapToObj(i -> new Row(uses.get(i), PolicyEffect.mean(effects.stream().map(text -> text.get(i)).toList()), steps[i]))
                .toList();
        List<Row> policies = rows.subList(1, rows.size());
        String pieces = texts.size() == 1 ? "one text" : texts.size() + " texts";
        String timing = policies.getFirst().use().timing().text();
        String subtitle = "%s of %s tokens, %s timing".formatted(pieces, Numbers.count(texts.getFirst().length()), timing);
        return switch (study.kind()) {
            case BY_BLOCK -> lines(study, policies, subtitle, "block", row -> blocks(study.statistic(), row));
            case BY_STEP -> lines(study, policies, subtitle, "query position", Row::steps);
            case BY_POLICY -> new PolicyChart(study.statistic(), unit, rows.getFirst().effect(), policies.stream().map(Row::effect).toList(), subtitle,
                    Figures.sheet(study), provenance).figure();
        };
    }

    private static double[] blocks(PolicyStatistic statistic, Row row) {
        return statistic.ofBlocks(row.effect()).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// @param texts how many there are
    /// @param steps the mean over texts and blocks. Modified: this text's share is added.
    private static void addSteps(PolicyStatistic statistic, List<EvictionRecord> blocks, int texts, double[] steps) {
        for (int query = 0; query < steps.length; query++) {
            for (EvictionRecord block : blocks) {
                steps[query] += statistic.ofStep(block, query) / blocks.size() / texts;
            }
        }
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
        String title = study.statistic().title(Unit.NATS);
        FigureText text = new FigureText(
                capital(title) + " by " + (across.equals("block") ? "block" : "step"),
                subtitle,
                title + ", 0 to 1",
                "%s by %s of %s under cache policies, mean over heads%s.".formatted(
                        capital(title), across, model.id().name(), across.equals("block") ? " and queries" : " and blocks"));
        ChartAxis y = PolicyChart.axis(study.statistic(), Unit.NATS, all.stream().flatMapToDouble(Arrays::stream).toArray());
        return ChartFigure.of(text, ChartAxis.between(across, 0, Math.max(1, length - 1.0)).ofWholeNumbers(), y, series, Figures.sheet(study), provenance);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
