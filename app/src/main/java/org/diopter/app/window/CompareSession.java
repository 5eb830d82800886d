package org.diopter.app.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.diopter.app.job.Job;
import org.diopter.app.job.LatestTask;
import org.diopter.app.window.ComparedSides.Two;
import org.diopter.engine.AlignedLayers;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Study;
import org.diopter.model.UnusableInputException;
import org.diopter.views.compare.CompareModel;
import org.diopter.views.compare.CompareModel.Offer;
import org.diopter.views.compare.ComparedPair;
import org.diopter.views.compare.NamedStudy;
import org.diopter.views.compare.Subject;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.diopter.views.prompt.Prompt;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// Runs A and B while the compare view is looked at, and what differs between them. The newest choice wins. FX thread only.
final class CompareSession {
    private static final Duration QUIET = Duration.ofMillis(60);

    private final Workplace place;
    private final CompareModel model;
    private final TrajectoryModel shown;
    private final SecondModel second;
    private final LatestTask latest;
    private final BooleanProperty front = new SimpleBooleanProperty();
    private final ObservableList<Subject.OtherModel> others = FXCollections.observableArrayList();
    private final ObservableList<Subject.OtherPrompt> prompts = FXCollections.observableArrayList();
    private @Nullable Wanted last;
    private @Nullable Job job;

    /// What is to be compared.
    ///
    /// @param shown the study on the screen, as the model is
    /// @param active the stack
    private record Wanted(Subject a, Subject b, Study shown, Changes active, Optional<OpenModel> second) {}

    CompareSession(Workplace place, CompareModel model) {
        this.place = place;
        this.model = model;
        shown = place.trajectory();
        second = new SecondModel(place.engine(), place.jobs(), place.models(), new Answers());
        latest = new LatestTask(place.threads().timer(), place.fx());
        place.models().whenOpened(_ -> forget());
        model.pinned().addListener((ListChangeListener<NamedStudy>) _ -> list());
        others.addListener((ListChangeListener<Subject.OtherModel>) _ -> list());
        prompts.addListener((ListChangeListener<Subject.OtherPrompt>) _ -> list());
        place.prompt().prompts().addListener((ListChangeListener<Prompt>) _ -> listPrompts());
        place.prompt().current().subscribe(_ -> listPrompts());
        Watch.all(this::list, shown.lenses().held(), shown.lenses().choice());
        Watch.all(this::request, front, model.a(), model.b(), shown.runs().baseline(), place.stack().changes(), shown.lenses().choice());
    }

    /// Whether the compare view is looked at.
    BooleanProperty front() {
        return front;
    }

    /// Makes another model B.
    void compareWith(Subject.OtherModel other) {
        if (!others.contains(other)) {
            others.add(other);
        }
        model.b().set(other);
    }

    /// Keeps what is on the screen, with the active edits and the policy, and makes it A.
    void pinAsA() {
        Findings now = shown.runs().baseline().get();
        if (now != null) {
            Study study = now.study();
            Changes active = place.stack().changes().get();
            String what = active.isEmpty() ? WindowTexts.ALL.get("compare.as-it-is") : String.join(" + ", active.texts());
            String name = WindowTexts.ALL.get("compare.pinned", model.pinned().size() + 1, what);
            model.pinAsA(new NamedStudy(name, new Study(study.model(), study.tokens(), study.lens(), active.edits(), active.cache()), now.provenance().prompt()));
        }
    }

    /// Stops what runs; what is known stays.
    void cancel() {
        latest.cancel();
        model.computing().set(false);
    }

    /// Another model has been opened in the window: what was kept of the one before it goes with it.
    private void forget() {
        latest.cancel();
        last = null;
        model.pair().set(null);
        OpenModel open = place.models().model().get();
        model.pinned().removeIf(kept -> open == null || !kept.study().model().equals(open.id()));
        reset();
    }

    private void reset() {
        model.a().set(new Subject.Baseline());
        model.b().set(new Subject.Stack());
        request();
    }

    /// What A and B can be.
    private void list() {
        List<Subject> all = new ArrayList<>(List.of(new Subject.Baseline(), new Subject.Stack()));
        HeldLens held = shown.lenses().held().get();
        LensChoice choice = shown.lenses().choice().get();
        LensChoice logit = new LensChoice.Logit();
        if (!choice.equals(logit)) {
            all.add(new Subject.ThroughLens(logit, WindowTexts.ALL.get("lens.logit-name")));
        } else if (held != null) {
            all.add(new Subject.ThroughLens(held.choice(), held.title()));
        }
        model.pinned().forEach(kept -> all.add(new Subject.Pinned(kept)));
        all.addAll(prompts);
        all.addAll(others);
        Subject a = model.a().get();
        Subject b = model.b().get();
        if (!model.subjects().equals(all)) {
            model.subjects().setAll(all);
            model.a().set(a);
            model.b().set(b);
        }
    }

    /// The prompts of the study beside the one that is shown.
    private void listPrompts() {
        Prompt now = place.prompt().prompts().get(place.prompt().current().get());
        prompts.setAll(place.prompt().prompts().stream()
                .filter(prompt -> !prompt.equals(now) && !prompt.text().isBlank())
                .map(prompt -> new Subject.OtherPrompt(prompt.name(), prompt.text(), prompt.tokens()))
                .toList());
    }

    private void request() {
        Subject a = model.a().get();
        Subject b = model.b().get();
        second.want(Stream.of(b, a).filter(Subject.OtherModel.class::isInstance).map(Subject.OtherModel.class::cast).findFirst().orElse(null));
        OpenModel open = place.models().model().get();
        Findings now = shown.runs().baseline().get();
        if (!front.get() || open == null || now == null || !now.trajectory().isComplete() || !open.id().equals(now.study().model())) {
            return;
        }
        Optional<OpenModel> other = Stream.of(a, b).filter(Subject.OtherModel.class::isInstance)
                .flatMap(one -> second.get((Subject.OtherModel) one).stream()).findFirst();
        Wanted wanted = new Wanted(a, b, now.study(), place.stack().changes().get(), other);
        if (wanted.equals(last)) {
            return;
        }
        last = wanted;
        model.trouble().set("");
        if (isTrivial(wanted)) {
            cancel();
            model.pair().set(null);
        } else if (other.isPresent() || Stream.of(a, b).noneMatch(Subject.OtherModel.class::isInstance)) {
            ComparedSides sides = new ComparedSides(open, other, now, wanted.active(), Optional.ofNullable(shown.lenses().held().get()));
            model.computing().set(true);
            latest.request(QUIET, () -> start(wanted, sides));
        } else {
            cancel();
            model.pair().set(null);
        }
    }

    /// Whether both sides are one and the same.
    private static boolean isTrivial(Wanted wanted) {
        List<Subject> both = List.of(wanted.a(), wanted.b());
        boolean plain = both.stream().allMatch(one -> one instanceof Subject.Baseline || one instanceof Subject.Stack);
        return wanted.a().equals(wanted.b()) || plain && wanted.active().isEmpty();
    }

    private Runnable start(Wanted wanted, ComparedSides sides) {
        Job started = place.jobs().start(WindowTexts.ALL.get("job.compare"), mine -> compare(mine, wanted, sides), (mine, pair) -> {
            if (mine.equals(job)) {
                model.computing().set(false);
                model.pair().set(pair);
            }
        }, (mine, problem) -> couldNot(mine, problem), mine -> stopped(mine, wanted));
        job = started;
        return started::cancel;
    }

    private ComparedPair compare(Job mine, Wanted wanted, ComparedSides sides) {
        Two two = sides.of(wanted.a(), wanted.b(), mine);
        CausalCone cone = CausalCone.between(two.a().study(), two.b().study());
        Two alike = two.isOfTwoModels() ? two : two.alike();
        int last = alike.a().study().tokens().length() - 1;
        AlignedLayers layers = alike.aligned();
        boolean all = layers.isOneToOne();
        Findings a = place.runner().run(mine, alike.a().order(last, all ? List.of() : layers.first()), _ -> {}, _ -> {});
        Findings b = place.runner().run(mine, alike.b().order(last, all ? List.of() : layers.second()), _ -> {}, _ -> {});
        ComparedPair pair = new ComparedPair(a, b, Optional.empty(), cone);
        place.fx().execute(() -> arrived(mine, pair));
        return pair.with(place.engine().workbench().difference(a.study(), b.study(), Reading.everything(last + 1), _ -> {}, mine));
    }

    /// What was stopped may be asked for again.
    private void stopped(Job mine, Wanted wanted) {
        if (mine.equals(job)) {
            model.computing().set(false);
            if (wanted.equals(last)) {
                last = null;
            }
        }
    }

    private void arrived(Job mine, ComparedPair pair) {
        if (mine.equals(job) && !mine.cancelled()) {
            model.pair().set(pair);
        }
    }

    /// That A and B do not go together is said where they are chosen; the rest is everybody's.
    private void couldNot(Job mine, Throwable problem) {
        if (!mine.equals(job)) {
            return;
        }
        model.computing().set(false);
        model.pair().set(null);
        if (problem instanceof UnusableInputException input) {
            model.trouble().set(input.sentence());
        } else {
            place.failed().accept(problem);
        }
    }

    /// What becomes of the second model.
    private final class Answers implements SecondModel.Listener {
        @Override
        public void asked(Offer offer) {
            model.offer().set(offer);
        }

        @Override
        public void opened() {
            request();
        }

        @Override
        public void left() {
            reset();
        }

        @Override
        public void failed(Throwable problem) {
            model.trouble().set(problem instanceof UnusableInputException input ? input.sentence() : String.valueOf(problem.getMessage()));
        }
    }
}
