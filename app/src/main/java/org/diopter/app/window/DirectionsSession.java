package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.diopter.app.bundled.BundledBases;
import org.diopter.app.job.Job;
import org.diopter.engine.DirectionWork;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.Fidelity;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.ExtractForm;
import org.diopter.views.directions.LayerDirections;
import org.diopter.views.directions.SearchPhase;
import org.diopter.views.kit.HeldLens;
import org.jspecify.annotations.Nullable;

/// The bases of the open model, through the lens that it holds: those that come with it, and those that are searched for. They are measured on the model
/// one after the other while the view is at the front, the shown layer first. FX thread only.
final class DirectionsSession {
    private static final int READ_TOKENS = 10;

    private final Workplace place;
    private final DirectionsModel model;
    private final BundledBases bases;
    private final BundledModel bundledLens;
    private final SampleText samples;
    private final Set<Integer> notMeasured = new HashSet<>();
    private @Nullable Job measuring;
    private int measured;
    private @Nullable Cancellation searchStop;
    private @Nullable OpenModel of;
    private Optional<HeldLens> through = Optional.empty();
    private boolean front;

    /// @param bundledLens the lens through which the bundled bases were found
    /// @param samples where text is taken from if the user has chosen none
    DirectionsSession(Workplace place, DirectionsModel model, BundledBases bases, BundledModel bundledLens, SampleText samples) {
        this.place = place;
        this.model = model;
        this.bases = bases;
        this.bundledLens = bundledLens;
        this.samples = samples;
        place.trajectory().lenses().held().subscribe((_, _) -> begin());
        place.models().whenOpened(_ -> begin());
        model.layer().subscribe((_, _) -> shownFirst());
    }

    /// The view comes to the front, or leaves it.
    void front(boolean now) {
        front = now;
        measureNext();
    }

    private @Nullable OpenModel open() {
        return place.models().model().get();
    }

    private Optional<HeldLens> lens() {
        return Optional.ofNullable(place.trajectory().lenses().held().get());
    }

    private static LensChoice choice(Optional<HeldLens> lens) {
        return lens.<LensChoice>map(HeldLens::choice).orElseGet(LensChoice.Logit::new);
    }

    /// Another model, or another lens: what was known of directions does not hold. What is switched off in the same model stays.
    private void begin() {
        OpenModel open = open();
        Optional<HeldLens> lens = lens();
        boolean same = Objects.equals(open, of);
        if (same && lens.equals(through)) {
            return;
        }
        of = open;
        through = lens;
        cancel();
        stopMeasuring();
        notMeasured.clear();
        if (same) {
            model.known().set(Map.of());
        } else {
            model.clear(open == null ? -1 : open.card().layers());
        }
        if (open != null && lens.isPresent() && place.isExample(open) && bases.isPresent()) {
            load(open, lens.get());
        }
    }

    /// Takes the bases that come with the model, if it is looked at through the lens that comes with it.
    private void load(OpenModel open, HeldLens lens) {
        place.jobs().start(WindowTexts.ALL.get("job.bases"), job -> {
            LensChoice.Translated own = open.use(LensFiles.open(bundledLens.unpack(job)).lens());
            if (!own.sha256().equals(lens.choice().sha256())) {
                return List.<FoundBasis>of();
            }
            return IntStream.rangeClosed(0, open.card().layers()).mapToObj(layer -> bases.of(layer, job)).toList();
        }, (_, found) -> {
            if (isCurrent(open, Optional.of(lens))) {
                found.forEach(basis -> know(unmeasured(open, Optional.of(lens), basis)));
                measureNext();
            }
        }, (_, problem) -> place.failed().accept(problem));
    }

    private boolean isCurrent(OpenModel open, Optional<HeldLens> lens) {
        return open.equals(open()) && lens.equals(lens());
    }

    private LayerDirections unmeasured(OpenModel open, Optional<HeldLens> lens, FoundBasis found) {
        return LayerDirections.of(found, Optional.empty(), List.of(), open.tokenizer(),
                place.runner().about(open, lens.map(HeldLens::title).orElse(WindowTexts.ALL.get("lens.logit"))));
    }

    private void know(LayerDirections layer) {
        Map<Integer, LayerDirections> all = new HashMap<>(model.known().get());
        all.put(layer.layer(), layer);
        model.known().set(all);
    }

    /// The text of the form as it is now; what is returned packs it for a model, off the FX thread.
    Supplier<TrainingText> text(OpenModel open) {
        ExtractForm form = model.form().get();
        return () -> text(open, form);
    }

    private TrainingText text(OpenModel open, ExtractForm form) {
        Tokenizer tokenizer = open.tokenizer().orElseThrow(() -> new UnusableInputException("D-106",
                WindowTexts.ALL.get("directions.no-tokenizer", open.tokenizerProblem().orElse(WindowTexts.ALL.get("no-tokenizer")))));
        List<Path> files = form.files().isEmpty() ? List.of(samples.training()) : form.files();
        return TrainingText.pack(files, tokenizer, open.directions().sequenceLength());
    }

    /// Searches for what the form says. What is found of it stays whatever happens.
    void start() {
        OpenModel open = open();
        if (open == null || model.search().get() instanceof SearchPhase.Running) {
            return;
        }
        ExtractForm form = model.form().get();
        List<BasisPlan> plans;
        try {
            plans = form.plans(model.settings().get().mode(), open.card().layers());
        } catch (UnusableInputException wrong) {
            model.search().set(new SearchPhase.Failed(wrong.sentence(), wrong.code()));
            return;
        }
        Optional<HeldLens> lens = lens();
        Cancellation stop = new Cancellation();
        searchStop = stop;
        model.layer().set(plans.getFirst().layer());
        model.search().set(new SearchPhase.Running(plans.getFirst().layer(), 0, plans.size(), 0, form.directions(), false));
        place.jobs().start(WindowTexts.ALL.get("job.directions"), job -> {
            job.onCancel(stop::cancel);
            TrainingText text = text(open, form);
            for (int i = 0; i < plans.size() && !stop.isCancelled(); i++) {
                find(open, lens, plans.get(i), i, plans.size(), text, job, stop);
            }
            return plans.size();
        }, (_, _) -> ended(stop), (_, problem) -> failed(stop, problem));
    }

    private void find(OpenModel open, Optional<HeldLens> lens, BasisPlan plan, int done, int layers, TrainingText text, Job job, Cancellation stop) {
        int wanted = plan.directions();
        show(stop, new SearchPhase.Running(plan.layer(), done, layers, 0, wanted, false));
        try {
            FoundBasis found = open.directions().extract(plan, choice(lens), text, (_, count, _) -> {
                job.items((long) done * wanted + count, (long) layers * wanted);
                show(stop, new SearchPhase.Running(plan.layer(), done, layers, count, wanted, false));
            }, stop);
            place.fx().execute(() -> {
                if (isCurrent(open, lens)) {
                    notMeasured.remove(plan.layer());
                    know(unmeasured(open, lens, found));
                    measureNext();
                }
            });
        } catch (CancelledException beforeTheFirst) {
            // What other layers have given is kept.
        }
    }

    private void show(Cancellation of, SearchPhase.Running phase) {
        place.fx().execute(() -> {
            if (of.equals(searchStop) && !of.isCancelled()) {
                model.search().set(phase);
            }
        });
    }

    private void ended(Cancellation of) {
        if (of.equals(searchStop)) {
            searchStop = null;
            model.search().set(SearchPhase.IDLE);
            measureNext();
        }
    }

    private void failed(Cancellation of, Throwable problem) {
        if (of.equals(searchStop)) {
            searchStop = null;
            String code = problem instanceof UnusableInputException input ? input.code() : "";
            model.search().set(new SearchPhase.Failed(problem instanceof UnusableInputException input ? input.sentence() : String.valueOf(problem), code));
        }
    }

    /// Ends the search; what was found is kept.
    void cancel() {
        if (searchStop != null && model.search().get() instanceof SearchPhase.Running running) {
            model.search().set(new SearchPhase.Running(running.layer(), running.done(), running.layers(), running.found(), running.wanted(), true));
            searchStop.cancel();
        }
    }

    /// Another layer is shown: it does not wait for the one that is being measured.
    private void shownFirst() {
        boolean waits = model.shown().filter(layer -> layer.fidelity().isEmpty() && layer.layer() != measured).isPresent();
        if (measuring != null && waits) {
            stopMeasuring();
        }
        measureNext();
    }

    private void stopMeasuring() {
        if (measuring != null) {
            measuring.cancel();
            measuring = null;
        }
    }

    /// Measures the shown layer, else the next that is not measured, unless something is being measured or searched.
    private void measureNext() {
        OpenModel open = open();
        if (!front || open == null || measuring != null || model.search().get() instanceof SearchPhase.Running) {
            return;
        }
        List<LayerDirections> order = new ArrayList<>(model.shown().stream().toList());
        model.known().get().keySet().stream().sorted().forEach(layer -> order.add(model.known().get().get(layer)));
        order.stream()
                .filter(layer -> layer.fidelity().isEmpty() && !notMeasured.contains(layer.layer()) && layer.found().isComplete())
                .findFirst()
                .ifPresent(layer -> measure(open, lens(), layer));
    }

    private void measure(OpenModel open, Optional<HeldLens> lens, LayerDirections layer) {
        ExtractForm form = model.form().get();
        measured = layer.layer();
        measuring = place.jobs().start(WindowTexts.ALL.get("job.measure", layer.layer()), job -> {
            Cancellation stop = DirectionsReading.stopping(job);
            DirectionWork work = open.directions();
            List<DirectionMeaning> meanings = work.meanings(layer.basis(), choice(lens), READ_TOKENS, stop);
            place.fx().execute(() -> replace(open, lens, layer, Optional.empty(), meanings));
            Fidelity fidelity = work.fidelity(layer.basis(), choice(lens), text(open, form), job, stop);
            return LayerDirections.of(layer.found(), Optional.of(fidelity), meanings, open.tokenizer(), layer.provenance());
        }, (job, measured) -> {
            if (job.equals(measuring)) {
                measuring = null;
                replace(open, lens, layer, measured.fidelity(), measured.meanings());
                measureNext();
            }
        }, (job, problem) -> {
            if (job.equals(measuring)) {
                measuring = null;
                notMeasured.add(layer.layer());
                place.failed().accept(problem);
                measureNext();
            }
        }, job -> {
            if (job.equals(measuring)) {
                measuring = null;
                notMeasured.add(layer.layer());
            }
        });
    }

    /// What a layer's measurement gave, if the layer still has this basis.
    private void replace(OpenModel open, Optional<HeldLens> lens, LayerDirections layer, Optional<Fidelity> fidelity, List<DirectionMeaning> meanings) {
        LayerDirections now = model.known().get().get(layer.layer());
        if (isCurrent(open, lens) && now != null && now.found().equals(layer.found())) {
            know(LayerDirections.of(layer.found(), fidelity, meanings, open.tokenizer(), layer.provenance()));
        }
    }
}
