package org.diopter.app.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.diopter.app.job.Job;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.ExtremePlaces;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.directions.DirectionInspector;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.ExtremeText;
import org.diopter.views.directions.ExtremeTexts;
import org.diopter.views.directions.LayerDirections;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Reads the text for the places where it has most of the shown layer's directions: once a basis, for all its directions, while the view is at the front. Places
/// show as they are found; whoever ends the reading keeps them. FX thread only.
final class ExtremesReading implements DirectionInspector.Reader {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final long LEAST_NANOS_BETWEEN = Duration.ofMillis(250).toNanos();
    private static final int PLACES = 3;
    /// Of a text with more tokens, sequences are read that lie evenly over it.
    private static final int MOST_TOKENS = 100_000;
    private static final int BEFORE = 8;
    private static final int AFTER = 6;

    private final Workplace place;
    private final DirectionsModel model;
    private final TextSource texts;
    private final LatestTask searching;
    private final Map<BasisReference, List<ExtremeTexts>> known = new HashMap<>();
    private @Nullable BasisReference reading;
    /// Which model and text it is of, counted up; what an earlier one still gives is not taken.
    private int round;
    private boolean front;

    /// The text that directions are read in, as it is chosen now. What is returned packs it, off the FX thread.
    @FunctionalInterface
    interface TextSource {
        Supplier<TrainingText> of(OpenModel model);
    }

    ExtremesReading(Workplace place, DirectionsModel model, TextSource texts) {
        this.place = place;
        this.model = model;
        this.texts = texts;
        searching = new LatestTask(place.threads().timer(), place.fx());
        place.models().whenOpened(_ -> forget());
        model.form().subscribe((before, now) -> {
            if (!before.files().equals(now.files())) {
                forget();
                show();
            }
        });
        Watch.all(this::show, model.selected(), model.layer(), model.known());
    }

    /// The view comes to the front, or leaves it.
    void front(boolean now) {
        front = now;
        if (!now && reading != null) {
            searching.cancel();
            if (!known.containsKey(reading)) {
                reading = null; // it had not begun
            }
        }
        show();
    }

    private void forget() {
        searching.cancel();
        reading = null;
        round++;
        known.clear();
    }

    /// Shows what is known of the selected direction, and begins to read where nothing is.
    private void show() {
        LayerDirections here = model.shown().orElse(null);
        List<ExtremeTexts> found = here == null ? null : known.get(here.found().reference());
        int direction = model.selected().get();
        model.extremes().set(found == null || direction >= found.size() ? ExtremeTexts.NONE : found.get(direction));
        if (front && here != null && found == null && !here.found().reference().equals(reading)) {
            read();
        }
    }

    @Override
    public void read() {
        OpenModel open = place.models().model().get();
        LayerDirections here = model.shown().orElse(null);
        if (open == null || here == null || open.tokenizer().isEmpty()) {
            return;
        }
        BasisReference of = here.found().reference();
        reading = of;
        searching.request(QUIET, () -> start(open, here.basis(), of));
    }

    private Runnable start(OpenModel open, CausalBasis basis, BasisReference of) {
        int mineRound = round;
        known.put(of, Collections.nCopies(basis.directions().size(), ExtremeTexts.BEGUN));
        show();
        Supplier<TrainingText> text = texts.of(open);
        Job job = place.jobs().start(WindowTexts.ALL.get("job.extremes"), mine -> {
            TrainingText part = spread(text.get());
            Listening listening = new Listening(mine, open, part, basis.directions().size(), of);
            ExtremePlaces found = open.directions().extremes(basis, part, PLACES, listening, DirectionsReading.stopping(mine));
            return listening.texts(found, part.sequences().size(), part.sequences().size());
        }, (_, all) -> ended(of, all, mineRound), (_, problem) -> {
            stopped(of, mineRound);
            place.failed().accept(problem);
        }, _ -> stopped(of, mineRound));
        return job::cancel;
    }

    private static TrainingText spread(TrainingText text) {
        List<TokenSequence> all = text.sequences();
        int count = (int) Math.clamp(all.size() * (double) MOST_TOKENS / Math.max(1, text.tokens()), 1, all.size());
        return TrainingText.of(IntStream.range(0, count).mapToObj(i -> all.get((int) ((long) i * all.size() / count))).toList());
    }

    private void ended(BasisReference of, List<ExtremeTexts> all, int then) {
        if (then != round) {
            return;
        }
        known.put(of, all);
        if (of.equals(reading)) {
            reading = null;
        }
        show();
    }

    /// What was found stays and says that it is not all. Where nothing was and the user has not ended it, it is read again when that basis is shown again.
    private void stopped(BasisReference of, int then) {
        if (then != round) {
            return;
        }
        List<ExtremeTexts> found = known.remove(of);
        boolean shown = of.equals(reading);
        if (found != null && (shown && front || found.stream().anyMatch(one -> one.read() > 0))) {
            known.put(of, found.stream().map(ExtremeTexts::ended).toList());
        }
        if (shown) {
            reading = null;
        }
        show();
    }

    @Override
    public void stop() {
        searching.cancel();
    }

    /// Shows places as they are found, not too often.
    private final class Listening implements ExtremePlaces.Listener {
        private final Job job;
        private final OpenModel open;
        private final TrainingText text;
        private final int directions;
        private final BasisReference of;
        private long last = System.nanoTime();

        Listening(Job job, OpenModel open, TrainingText text, int directions, BasisReference of) {
            this.job = job;
            this.open = open;
            this.text = text;
            this.directions = directions;
            this.of = of;
        }

        @Override
        public void read(ExtremePlaces places, int read, int all) {
            job.items(read, all);
            if (System.nanoTime() - last >= LEAST_NANOS_BETWEEN && read < all) {
                last = System.nanoTime();
                List<ExtremeTexts> now = texts(places, read, all);
                place.fx().execute(() -> {
                    if (of.equals(reading) && !job.cancelled()) {
                        known.put(of, now);
                        show();
                    }
                });
            }
        }

        private List<ExtremeTexts> texts(ExtremePlaces places, int read, int all) {
            List<ExtremeTexts> texts = new ArrayList<>();
            for (int direction = 0; direction < directions; direction++) {
                texts.add(new ExtremeTexts(places.of(direction).stream().map(this::excerpt).toList(), read, all, false));
            }
            return texts;
        }

        private ExtremeText excerpt(ExtremePlaces.Place extreme) {
            TokenSequence tokens = text.sequences().get(extreme.text());
            TokenLabels labels = TokenLabels.of(tokens, open.tokenizer());
            int at = extreme.position();
            return new ExtremeText(extreme.component(), spoken(labels, Math.max(0, at - BEFORE), at), labels.input(at),
                    spoken(labels, at + 1, Math.min(tokens.length(), at + 1 + AFTER)));
        }

        private static String spoken(TokenLabels labels, int from, int to) {
            StringBuilder text = new StringBuilder();
            for (int i = from; i < to; i++) {
                text.append(labels.input(i).spoken());
            }
            return text.toString();
        }
    }
}
