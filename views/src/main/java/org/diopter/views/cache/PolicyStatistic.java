package org.diopter.views.cache;

import java.util.Arrays;
import java.util.List;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.views.figure.Unit;

/// What a chart of policies shows.
public enum PolicyStatistic {
    PERPLEXITY("perplexity", "perplexity"),
    KL("kl", "KL(full ‖ policy)"),
    MASS("mass", "retained attention"),
    COSINE_FULL("cosine-full", "cosine to full attention"),
    COSINE_IDEAL("cosine-ideal", "cosine to ideal attention");

    /// By which the command line names them.
    public static final List<String> NAMES = Arrays.stream(values()).map(statistic -> statistic.text).toList();

    private final String text;
    private final String title;

    PolicyStatistic(String text, String title) {
        this.text = text;
        this.title = title;
    }

    /// @throws IllegalArgumentException if there is none of this name
    public static PolicyStatistic named(String text) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no statistic of policies: " + text));
    }

    /// For axes.
    public String title(Unit unit) {
        return this == KL ? title + ", " + unit.label() : title;
    }

    /// Whether blocks and steps have a value each.
    public boolean isOfBlocks() {
        return this != PERPLEXITY && this != KL;
    }

    /// What it is with everything kept.
    public double ofFull(PolicyEffect full, Unit unit) {
        return isOfBlocks() ? 1 : of(full, unit);
    }

    /// Over all texts.
    public double of(PolicyEffect effect, Unit unit) {
        return switch (this) {
            case PERPLEXITY -> effect.perplexity();
            case KL -> unit.of(effect.meanKl());
            case MASS, COSINE_FULL, COSINE_IDEAL -> ofBlocks(effect).stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        };
    }

    /// Of each block.
    public List<Double> ofBlocks(PolicyEffect effect) {
        return switch (this) {
            case MASS -> effect.retainedMass();
            case COSINE_FULL -> effect.cosineToFull();
            case COSINE_IDEAL -> effect.cosineToIdeal();
            case PERPLEXITY, KL -> throw new IllegalStateException("a block has no " + text);
        };
    }

    /// Of one query, mean over the heads of a block.
    public double ofStep(EvictionRecord block, int query) {
        double sum = 0;
        for (int head = 0; head < block.heads(); head++) {
            sum += switch (this) {
                case MASS -> block.mass(head, query);
                case COSINE_FULL -> block.cosineToFull(head, query);
                case COSINE_IDEAL -> block.cosineToIdeal(head, query);
                case PERPLEXITY, KL -> throw new IllegalStateException("a query has no " + text);
            };
        }
        return sum / block.heads();
    }
}
