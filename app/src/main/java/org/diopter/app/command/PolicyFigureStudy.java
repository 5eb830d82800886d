package org.diopter.app.command;

import java.util.List;
import java.util.stream.Collectors;
import org.diopter.engine.edit.EditStack;
import org.diopter.views.cache.PolicyStatistic;

/// What policies do to a text, as a chart.
///
/// @param kind which chart: by block, by step, or one point a policy
/// @param statistic what is shown
/// @param unit of divergences: `nats` or `bits`
/// @param edits in force throughout, as text
record PolicyFigureStudy(
        ModelReference model,
        Kind kind,
        CacheText text,
        List<CacheChoice> policies,
        List<String> edits,
        PolicyStatistic statistic,
        String unit,
        Paper paper,
        EngineChoice engine)
        implements FigureStudy {
    /// What stands across.
    enum Kind {
        BY_BLOCK,
        BY_STEP,
        BY_POLICY
    }

    PolicyFigureStudy {
        policies = List.copyOf(policies);
        edits = List.copyOf(edits);
        EditStack.parse(edits);
        FigureWords.unit(unit);
        if (kind != Kind.BY_POLICY && !statistic.isOfBlocks()) {
            throw new IllegalArgumentException("no %s by block or step".formatted(statistic));
        }
    }

    @Override
    public FigureSource source() {
        return text.source();
    }

    @Override
    public String changes() {
        return EditChoice.words(edits);
    }

    @Override
    public String policy() {
        return policies.stream().map(choice -> choice.use().text()).collect(Collectors.joining("; "));
    }

    @Override
    public PolicyFigureStudy with(EngineChoice other) {
        return new PolicyFigureStudy(model, kind, text, policies, edits, statistic, unit, paper, other);
    }
}
