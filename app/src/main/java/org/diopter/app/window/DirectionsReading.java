package org.diopter.app.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.app.job.Job;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.PromptEffect;
import org.diopter.views.edits.Changes;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.Runs;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the selected direction is to the prompt, and what the edits do to it: read while the view is at the front. FX thread only.
final class DirectionsReading {
    private static final Duration QUIET = Duration.ofMillis(150);
    private static final int TOKENS = 12;

    private final Workplace place;
    private final DirectionsModel model;
    private final LatestTask removing;
    private final Runs alone = new Runs();
    private final ReadOnlyObjectWrapper<Changes> wanted = new ReadOnlyObjectWrapper<>(Changes.NONE);
    private boolean front;

    DirectionsReading(Workplace place, DirectionsModel model) {
        this.place = place;
        this.model = model;
        removing = new LatestTask(place.threads().timer(), place.fx());
        Watch.all(this::readRemoval, model.selected(), model.layer(), model.known(), model.settings(), place.trajectory().runs().baseline(),
                place.trajectory().selected(), place.trajectory().lenses().held());
        new EditedSession(place.engine(), place.runner(), place.jobs(), place.models(), place.trajectory(), wanted, alone, place.threads().timer(),
                place.fx(), place.failed());
        Watch.all(this::decide, model.edits(), place.stack().changes());
        Watch.all(this::compare, alone.edited(), place.trajectory().runs().edited(), place.trajectory().selected(), model.edits());
    }

    /// The view comes to the front, or leaves it.
    void front(boolean now) {
        front = now;
        decide();
        if (now) {
            readRemoval();
        }
    }

    private @Nullable OpenModel open() {
        return place.models().model().get();
    }

    private void readRemoval() {
        Findings base = place.trajectory().runs().baseline().get();
        OpenModel open = open();
        if (!front || base == null || open == null || model.shown().isEmpty() || !open.id().equals(base.study().model())) {
            return;
        }
        CausalBasis basis = model.shown().get().basis();
        int direction = model.selected().get();
        HeldLens held = place.trajectory().lenses().held().get();
        LensChoice lens = held == null ? new LensChoice.Logit() : held.choice();
        Ablation mode = model.settings().get().mode();
        TokenSequence tokens = base.study().tokens();
        int position = position(tokens.length());
        removing.request(QUIET, () -> {
            Job job = place.jobs().start(WindowTexts.ALL.get("job.removal"), mine -> {
                RemovalEffect effect = open.directions().removal(basis, direction, lens, mode, tokens, position, TOKENS, stopping(mine));
                return Optional.of(effect);
            }, (_, effect) -> model.removal().set(effect.orElseThrow()), (_, _) -> model.removal().set(null));
            return job::cancel;
        });
    }

    private int position(int positions) {
        return place.trajectory().selected().get() == null ? positions - 1 : Math.clamp(place.trajectory().selected().get().position(), 0, positions - 1);
    }

    static Cancellation stopping(Job job) {
        Cancellation cancellation = new Cancellation();
        job.onCancel(cancellation::cancel);
        return cancellation;
    }

    private Changes directions() {
        return Changes.of(new EditStack(List.copyOf(model.edits().get())));
    }

    /// Directions that act alone in the stack need not be run a second time.
    private void decide() {
        boolean inStack = directions().equals(place.stack().changes().get());
        wanted.set(front && !inStack ? directions() : Changes.NONE);
    }

    /// What the directions that are switched off do to the prompt, without other edits.
    private void compare() {
        boolean inStack = directions().equals(place.stack().changes().get());
        EditedRun run = (inStack ? place.trajectory().runs() : alone).edited().get();
        if (directions().isEmpty() || run == null || !run.run().trajectory().isComplete() || !run.baseline().trajectory().isComplete()) {
            model.effect().set(null);
            return;
        }
        Findings after = run.run();
        Trajectory before = run.baseline().trajectory();
        TrajectoryLook look = TrajectoryLook.standard().withQuantity(new Quantity.OfCell(Statistic.MAX_PROBABILITY)).withMap(ColorMap.SHIFT);
        TrajectoryFigure grid = new TrajectoryFigure(after.trajectory(), new Comparison(run.cone(), Optional.of(before), true),
                after.labels().with(run.baseline().labels()), after.card().vocabulary(), List.of(), look, Viewport.WHOLE,
                new Sheet(Palette.LIGHT, 400, 300), after.provenance());
        model.effect().set(new PromptEffect(WindowTexts.ALL.get("directions.alone"), grid, facts(before, after.trajectory(), position(before.positions()))));
    }

    private List<Fact> facts(Trajectory before, Trajectory after, int position) {
        List<Fact> facts = new ArrayList<>();
        int output = before.rows() - 1;
        Set<Integer> ids = new TreeSet<>();
        for (Trajectory run : List.of(before, after)) {
            IntStream.range(0, run.topK()).forEach(k -> ids.add(run.topId(output, position, k)));
        }
        ids.stream()
                .sorted(Comparator.comparingDouble((Integer id) -> -Math.abs(probability(after, output, position, id) - probability(before, output, position, id))))
                .limit(2)
                .forEach(id -> facts.add(new Fact(WindowTexts.ALL.get("directions.token-at", place.trajectory().label(id).text(), position),
                        Numbers.percent(probability(before, output, position, id)) + " → " + Numbers.percent(probability(after, output, position, id)) + " %")));
        long changed = IntStream.range(0, before.positions()).filter(p -> before.topId(output, p, 0) != after.topId(output, p, 0)).count();
        facts.add(new Fact(WindowTexts.ALL.get("directions.output-changed"), WindowTexts.ALL.get("directions.of", changed, before.positions())));
        long cells = IntStream.range(0, before.rows() * before.positions())
                .filter(i -> before.topId(i / before.positions(), i % before.positions(), 0) != after.topId(i / before.positions(), i % before.positions(), 0))
                .count();
        facts.add(new Fact(WindowTexts.ALL.get("directions.cells-changed"), WindowTexts.ALL.get("directions.of", cells, before.rows() * before.positions())));
        return facts;
    }

    /// Of a token that is among the top or tracked; 0 for others.
    private static double probability(Trajectory run, int row, int position, int id) {
        float tracked = run.trackedLogProbability(row, position, id);
        if (!Float.isNaN(tracked)) {
            return Math.exp(tracked);
        }
        return IntStream.range(0, run.topK())
                .filter(k -> run.topId(row, position, k) == id)
                .mapToDouble(k -> Math.exp(run.topLogProbability(row, position, k)))
                .findFirst()
                .orElse(0);
    }
}
