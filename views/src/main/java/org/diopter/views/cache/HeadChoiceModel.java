package org.diopter.views.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.cache.BudgetSearch.Choices;
import org.diopter.engine.cache.BudgetSearch.Objective;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Budgets and α of every head under one total, chosen on a text and judged on another: what is asked for, and what came out.
public final class HeadChoiceModel {
    private static final Texts TEXTS = Texts.of(HeadChoiceModel.class);

    /// What every head gets of its own.
    public enum Values {
        BUDGET,
        ALPHA,
        BOTH
    }

    /// What came out.
    ///
    /// @param use of the chosen policy
    /// @param heads that policy
    /// @param tokens of the piece on which it was chosen
    /// @param full on the other pieces with everything kept
    /// @param same on them with one budget and one α for all
    /// @param chosen on them with values of heads
    public record Result(CacheUse use, HeadPolicies heads, int tokens, PolicyEffect full, PolicyEffect same, PolicyEffect chosen, Provenance provenance) {}

    private final ObjectProperty<Values> values = new SimpleObjectProperty<>(Values.BOTH);
    private final ObjectProperty<Objective> by = new SimpleObjectProperty<>(Objective.MASS);
    private final ObjectProperty<Optional<Path>> text = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<HeadValuesMap.Value> shown = new SimpleObjectProperty<>(HeadValuesMap.Value.BUDGET);
    private final Computed<Result> computed = new Computed<>();
    private final ReadOnlyObjectWrapper<@Nullable MapFigure> map = new ReadOnlyObjectWrapper<>();

    public HeadChoiceModel() {
        Watch.all(this::draw, computed.result(), shown);
    }

    public ObjectProperty<Values> values() {
        return values;
    }

    /// What is best.
    public ObjectProperty<Objective> by() {
        return by;
    }

    /// The file on whose first piece values are chosen; empty for the sample text.
    public ObjectProperty<Optional<Path>> text() {
        return text;
    }

    /// Which of the values the map shows.
    public ObjectProperty<HeadValuesMap.Value> shown() {
        return shown;
    }

    /// What came out.
    public Computed<Result> computed() {
        return computed;
    }

    /// The map, on no particular sheet; null before the first result.
    public ReadOnlyObjectProperty<@Nullable MapFigure> map() {
        return map.getReadOnlyProperty();
    }

    /// What is to be tried.
    public Choices choices() {
        return Choices.usual(values.get() != Values.ALPHA, values.get() != Values.BUDGET, by.get());
    }

    /// What the other pieces say of both, a row each.
    public Optional<FigureTable> judgement() {
        return Optional.ofNullable(computed.result().get()).map(found -> new FigureTable(
                List.of(TEXTS.get("judged"), TEXTS.get("perplexity"), TEXTS.get("last-kl"), TEXTS.get("mean")),
                List.of(row(TEXTS.get("judged.full"), found.full()), row(TEXTS.get("judged.same"), found.same()),
                        row(TEXTS.get("judged.chosen"), found.chosen()))));
    }

    private static List<FigureTable.Entry> row(String name, PolicyEffect effect) {
        return List.of(FigureTable.Entry.of(name), FigureTable.Entry.of(effect.perplexity(), Numbers.fixed(effect.perplexity(), 2)),
                FigureTable.Entry.of(effect.meanKl(), Numbers.fixed(effect.meanKl(), 3)),
                FigureTable.Entry.of(effect.meanRetainedMass(), Numbers.fixed(effect.meanRetainedMass(), 3)));
    }

    private void draw() {
        Result found = computed.result().get();
        map.set(found == null ? null : new HeadValuesMap(found.heads(), shown.get(), found.tokens(), CacheModel.ANY_SHEET, found.provenance()).figure());
    }
}
