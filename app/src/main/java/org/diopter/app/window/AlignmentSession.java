package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.diopter.app.job.Job;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.Alignment;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.views.directions.AlignmentPhase;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.LensAlignment;
import org.diopter.views.directions.MeasuredAlignment;
import org.diopter.views.kit.HeldLens;
import org.jspecify.annotations.Nullable;

/// Measures the alignment of the held lens, and of the logit lens beside it, with the open model. What was measured is forgotten with model or lens. FX
/// thread only.
final class AlignmentSession {
    private static final long SEED = 0;

    private final Workplace place;
    private final DirectionsModel model;
    private final ExtremesReading.TextSource texts;
    private @Nullable Job running;

    AlignmentSession(Workplace place, DirectionsModel model, ExtremesReading.TextSource texts) {
        this.place = place;
        this.model = model;
        this.texts = texts;
        place.trajectory().lenses().held().subscribe((_, _) -> forget());
        place.models().whenOpened(_ -> forget());
    }

    private void forget() {
        cancel();
        model.alignment().set(null);
        model.aligning().set(AlignmentPhase.IDLE);
    }

    /// Measures, unless it is being measured.
    void start() {
        OpenModel open = place.models().model().get();
        if (open == null || running != null) {
            return;
        }
        Optional<HeldLens> held = Optional.ofNullable(place.trajectory().lenses().held().get());
        int states = model.form().get().states();
        Supplier<TrainingText> text = texts.of(open);
        model.aligning().set(new AlignmentPhase.Running(0));
        running = place.jobs().start(WindowTexts.ALL.get("job.alignment"), job -> measured(open, held, text.get(), states, job), (job, result) -> {
            if (job.equals(running)) {
                model.alignment().set(result);
            }
            ended(job, AlignmentPhase.IDLE);
        }, (job, problem) -> ended(job, new AlignmentPhase.Failed(problem instanceof UnusableInputException input ? input.sentence() : String.valueOf(problem))),
                job -> ended(job, AlignmentPhase.IDLE));
    }

    private void ended(Job job, AlignmentPhase how) {
        if (job.equals(running)) {
            running = null;
            model.aligning().set(how);
        }
    }

    /// Ends the measurement; what was measured before stays.
    void cancel() {
        if (running != null) {
            running.cancel();
            running = null;
            model.aligning().set(AlignmentPhase.IDLE);
        }
    }

    private MeasuredAlignment measured(OpenModel open, Optional<HeldLens> held, TrainingText text, int states, Job job) {
        Cancellation stop = DirectionsReading.stopping(job);
        String logit = WindowTexts.ALL.get("lens.logit");
        List<LensAlignment> lenses = new ArrayList<>();
        int of = held.isPresent() ? 2 : 1;
        held.ifPresent(lens -> lenses.add(new LensAlignment(lens.title(), aligned(open, lens.choice(), text, states, new Part(job, 0, of), stop))));
        lenses.add(new LensAlignment(logit, aligned(open, new LensChoice.Logit(), text, states, new Part(job, of - 1, of), stop)));
        return new MeasuredAlignment(lenses, open.card().layers(), place.runner().about(open, held.map(HeldLens::title).orElse(logit)));
    }

    private static List<Alignment> aligned(OpenModel open, LensChoice lens, TrainingText text, int states, Progress part, Cancellation stop) {
        return open.directions().align(lens, text, states, SEED, part, stop);
    }

    /// One lens's share of the job's progress.
    private final class Part implements Progress {
        private final Job job;
        private final int before;
        private final int of;

        Part(Job job, int before, int of) {
            this.job = job;
            this.before = before;
            this.of = of;
        }

        @Override
        public void stage(String name, int number, int of) {}

        @Override
        public void items(long done, long total) {
            job.items(before * total + done, of * total);
            double share = (before + done / (double) total) / of;
            place.fx().execute(() -> {
                if (job.equals(running)) {
                    model.aligning().set(new AlignmentPhase.Running(share));
                }
            });
        }

        @Override
        public boolean cancelled() {
            return job.cancelled();
        }
    }
}
