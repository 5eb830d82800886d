package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The policies of the cache view gone over one of their settings: what is tried, and what came out so far.
public final class SweepModel {
    private static final List<String> ALPHAS = List.of("0", "0.05", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9", "1");
    private static final List<String> RATIOS = List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8");

    /// The setting that is gone over.
    public enum Over {
        RATIO,
        ALPHA
    }

    /// What came out.
    ///
    /// @param full with everything kept
    /// @param effects of what has been run so far, in the order in which it was asked for
    public record Result(Findings findings, PolicyEffect full, List<PolicyEffect> effects) {
        public Result {
            effects = List.copyOf(effects);
        }
    }

    private final ObjectProperty<Over> over = new SimpleObjectProperty<>(Over.RATIO);
    private final ObjectProperty<PolicyStatistic> statistic = new SimpleObjectProperty<>(PolicyStatistic.KL);
    private final Computed<Result> computed = new Computed<>();
    private final ReadOnlyObjectWrapper<@Nullable ChartFigure> chart = new ReadOnlyObjectWrapper<>();

    public SweepModel() {
        Watch.all(this::draw, computed.result(), statistic);
    }

    /// What is gone over next.
    public ObjectProperty<Over> over() {
        return over;
    }

    /// What the chart shows.
    public ObjectProperty<PolicyStatistic> statistic() {
        return statistic;
    }

    /// What came out.
    public Computed<Result> computed() {
        return computed;
    }

    /// The chart, on no particular sheet; null before the first result.
    public ReadOnlyObjectProperty<@Nullable ChartFigure> chart() {
        return chart.getReadOnlyProperty();
    }

    /// The forms to be tried: each of the given ones with every value that fits a text. A form without α is left out where that is gone over.
    ///
    /// @param tokens of the text
    public List<PolicyForm> forms(List<PolicyForm> asked, int tokens) {
        List<PolicyForm> forms = new ArrayList<>();
        for (PolicyForm form : asked) {
            Stream<PolicyForm> tried = switch (over.get()) {
                case RATIO -> form.kind().hasFields() ? RATIOS.stream().map(ratio -> form.byShare(true).withShare(ratio)) : Stream.empty();
                case ALPHA -> form.kind().hasAlpha() ? ALPHAS.stream().map(form::withAlpha) : Stream.empty();
            };
            tried.filter(one -> one.problem(tokens).isEmpty()).forEach(forms::add);
        }
        return forms.stream().distinct().toList();
    }

    private void draw() {
        chart.set(Optional.ofNullable(computed.result().get()).filter(found -> !found.effects().isEmpty()).map(this::chart).orElse(null));
    }

    private ChartFigure chart(Result found) {
        PolicyEffect first = found.effects().getFirst();
        String text = "the prompt of %d tokens, %s timing".formatted(first.tokens(), first.use().timing().text());
        Provenance source = found.findings().provenance().under(String.join("; ", found.effects().stream().map(effect -> effect.use().text()).toList()));
        return new PolicyChart(statistic.get(), Unit.NATS, found.full(), found.effects(), text, CacheModel.ANY_SHEET, source).figure();
    }
}
