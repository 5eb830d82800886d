package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.search.GridSource;
import org.diopter.app.search.SearchListener;
import org.diopter.app.search.SearchRequest;
import org.diopter.app.search.SearchRun;
import org.diopter.app.search.SearchedTask;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Task;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.engine.laser.SearchResult;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.Watch;
import org.diopter.views.rank.SearchForm;
import org.diopter.views.rank.SearchModel;
import org.diopter.views.rank.SearchMore;
import org.diopter.views.rank.SearchState;
import org.jspecify.annotations.Nullable;

/// Searches the open model for reductions that help at a task. Finished cells are kept on disk: a search that was stopped goes on where it was. FX thread
/// only.
final class SearchSession {
    /// How many of the best settings are judged on the test items.
    private static final int TESTED = 5;

    private final Engine engine;
    private final EngineOptions options;
    private final Jobs jobs;
    private final ModelSession models;
    private final SearchModel view;
    private final BiFunction<OpenModel, String, Provenance> provenance;
    private final long seed;
    private final Executor fx;
    private @Nullable Job running;

    /// @param provenance of figures about a model
    /// @param seed of items that are drawn at random
    SearchSession(Engine engine, EngineOptions options, Jobs jobs, ModelSession models, SearchModel view, BiFunction<OpenModel, String, Provenance> provenance,
            long seed, Executor fx) {
        this.engine = engine;
        this.options = options;
        this.jobs = jobs;
        this.models = models;
        this.view = view;
        this.provenance = provenance;
        this.seed = seed;
        this.fx = fx;
        Watch.all(this::modelChanged, models.model());
    }

    private void modelChanged() {
        stop();
        running = null;
        view.running().set(false);
        view.state().set(null);
        view.progress().set("");
        view.trouble().set("");
        view.note().set("");
        view.form().set(view.form().get().withKinds(List.of()));
    }

    /// Begins the search that the form describes, in place of one that runs.
    void start() {
        OpenModel open = models.model().get();
        SearchForm form = view.form().get();
        if (open == null || form.file().isEmpty() || form.kinds().isEmpty()) {
            return;
        }
        stop();
        view.state().set(null);
        view.selected().set(null);
        view.trouble().set("");
        view.note().set("");
        view.progress().set(WindowTexts.ALL.get("search.reading"));
        view.running().set(true);
        Path file = form.file().get();
        running = jobs.start(WindowTexts.ALL.get("job.search", String.valueOf(file.getFileName())), job -> search(job, open, form, file),
                (job, _) -> ended(job, ""), (job, why) -> ended(job, WindowTexts.sentence(why)), this::stopped);
    }

    /// Stops the search; what is finished stays.
    void stop() {
        if (running != null && view.running().get()) {
            running.cancel();
            stopped(running);
        }
    }

    private void stopped(Job job) {
        if (job.equals(running)) {
            view.running().set(false);
            view.progress().set(WindowTexts.ALL.get("search.stopped"));
        }
    }

    private void ended(Job job, String trouble) {
        if (job.equals(running)) {
            view.running().set(false);
            view.trouble().set(trouble);
            view.progress().set(trouble.isEmpty() ? WindowTexts.ALL.get("search.done", Numbers.duration(job.state().elapsed().toMillis())) : "");
        }
    }

    private void whileMine(Job job, Runnable act) {
        fx.execute(() -> {
            if (job.equals(running) && !job.cancelled()) {
                act.run();
            }
        });
    }

    private SearchState search(Job job, OpenModel open, SearchForm form, Path file) {
        List<String> notes = new ArrayList<>();
        List<SearchedTask> tasks = new ArrayList<>(List.of(searched(open, form, form.kind().read(file), notes::add)));
        for (SearchMore.Also also : form.more().also()) {
            tasks.add(searched(open, form, also.kind().read(also.file()), notes::add));
        }
        whileMine(job, () -> view.note().set(String.join(" ", notes)));
        SearchPlan plan = form.plan(open.card().layers(), seed);
        SearchRequest request = new SearchRequest(
                tasks, plan, form.more().halving(), form.more().compose(), form.more().noiseRank(), text(open, form.more()), TESTED);
        Heard heard = new Heard(job, request, provenance.apply(open, ""));
        new SearchRun(engine.workbench(), open, CellStore.resuming(options.store()), GridSource.NONE, counted(job), heard).run(request);
        return heard.state();
    }

    private SearchedTask searched(OpenModel open, SearchForm form, Task whole, Consumer<String> note) {
        Task measured = form.more().metric().map(whole::measuredBy).orElse(whole);
        Task task = form.items() == 0 ? measured : measured.first(form.items());
        return SearchedTask.of(task, form.validation(), form.shuffled() ? OptionalLong.of(seed) : OptionalLong.empty(), open, note);
    }

    /// The text on which cells are priced, cut off where there is enough of it.
    private static List<TokenSequence> text(OpenModel open, SearchMore more) {
        Optional<Tokenizer> tokenizer = open.tokenizer();
        if (more.text().isEmpty() || tokenizer.isEmpty()) {
            return List.of();
        }
        return TrainingText.pack(List.of(more.text().get()), tokenizer.get(), open.directions().sequenceLength()).first(more.textTokens());
    }

    /// Shows what is found as it is found.
    private final class Heard implements SearchListener {
        private final Job job;
        private final SearchRequest request;
        private final Provenance from;
        private @Nullable SearchState state;

        Heard(Job job, SearchRequest request, Provenance from) {
            this.job = job;
            this.request = request;
            this.from = from;
        }

        private void change(UnaryOperator<SearchState> how) {
            SearchState next = how.apply(state());
            state = next;
            whileMine(job, () -> view.state().set(next));
        }

        SearchState state() {
            return Objects.requireNonNull(state, "a search that has begun");
        }

        @Override
        public void begun(Score baseline) {
            SearchState begun = SearchState.begun(request.own().task(), request.own().split(), request.plan(), baseline, from);
            state = begun;
            whileMine(job, () -> view.state().set(begun));
        }

        @Override
        public void measured(Cell cell) {
            change(now -> now.with(cell));
        }

        @Override
        public void complete(SearchResult grid) {
            change(now -> now.skipping(grid.skipped()));
        }

        @Override
        public void stacked(Cell stack) {
            change(now -> now.stacked(stack));
        }

        @Override
        public void tested(Cell baseline, Cell cell) {
            change(now -> now.tested(baseline).tested(cell));
        }

        @Override
        public void found(ExtraFindings soFar) {
            change(now -> now.with(soFar));
        }
    }

    /// Says in the view how far the search is.
    private Progress counted(Job job) {
        return new Progress() {
            private String stage = "";

            @Override
            public void stage(String name, int number, int of) {
                job.stage(name, number, of);
                stage = name;
            }

            @Override
            public void items(long done, long total) {
                job.items(done, total);
                String elapsed = Numbers.duration(job.state().elapsed().toMillis());
                whileMine(job, () -> view.progress().set(WindowTexts.ALL.get("search.progress", stage, done, total, elapsed)));
            }

            @Override
            public boolean cancelled() {
                return job.cancelled();
            }
        };
    }
}
