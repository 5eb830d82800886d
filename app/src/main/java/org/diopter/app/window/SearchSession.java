package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.Search;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.engine.laser.SearchResult;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.Watch;
import org.diopter.views.rank.SearchForm;
import org.diopter.views.rank.SearchModel;
import org.diopter.views.rank.SearchState;
import org.jspecify.annotations.Nullable;

/// Searches the open model for reductions that help at a task. Finished cells are kept on disk: a search that was stopped goes on where it was. FX thread
/// only.
final class SearchSession {
    /// Of the streams that are kept between two cells.
    private static final long STREAM_BYTES = 512L << 20;
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
        view.progress().set(WindowTexts.ALL.get("search.reading"));
        view.running().set(true);
        Path file = form.file().get();
        running = jobs.start(WindowTexts.ALL.get("job.search", String.valueOf(file.getFileName())), job -> search(job, open, form, file),
                (job, _) -> ended(job, ""), (job, why) -> ended(job, sentence(why)));
    }

    /// Stops the search; what is finished stays.
    void stop() {
        if (running != null && view.running().get()) {
            running.cancel();
            view.running().set(false);
            view.progress().set(WindowTexts.ALL.get("search.stopped"));
        }
    }

    private static String sentence(Throwable why) {
        return why instanceof UnusableInputException input ? input.sentence() : WindowTexts.ALL.get("unexpected", String.valueOf(why.getMessage()));
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

    private void change(Job job, SearchState.Change how) {
        whileMine(job, () -> {
            SearchState now = view.state().get();
            if (now != null) {
                view.state().set(how.of(now));
            }
        });
    }

    private SearchState search(Job job, OpenModel open, SearchForm form, Path file) {
        Task whole = form.kind().read(file);
        Task task = form.items() == 0 ? whole : whole.first(form.items());
        Split split = form.shuffled() ? Split.shuffled(task, form.validation(), seed) : Split.first(task, form.validation());
        SearchPlan plan = form.plan(open.card().layers());
        CellStore cells = CellStore.resuming(options.store());
        try (TaskEvaluator evaluator = engine.workbench().evaluator(open.id(), task, STREAM_BYTES)) {
            // The same items as a test: its result is found again by the search, and is there for the first cells to be compared with.
            Score baseline = new Search(task, new Split(split.test(), split.validation()), evaluator, cells).test(List.of(), job).score();
            SearchState begun = SearchState.begun(task, split, plan, baseline, provenance.apply(open, ""));
            whileMine(job, () -> view.state().set(begun));
            Search search = new Search(task, split, evaluator, cells);
            job.stage(WindowTexts.ALL.get("stage.search"), 1, 2);
            List<Cell> found = new ArrayList<>();
            SearchResult result = search.full(plan, counted(job, plan), cell -> {
                found.add(cell);
                change(job, now -> now.with(cell));
            });
            change(job, now -> now.skipping(result.skipped()));
            job.stage(WindowTexts.ALL.get("stage.test"), 2, 2);
            List<Cell> tested = test(job, search, found.stream().sorted(SearchState.better()).limit(TESTED).toList());
            SearchState state = begun.skipping(result.skipped());
            for (Cell cell : found) {
                state = state.with(cell);
            }
            for (Cell cell : tested) {
                state = state.tested(cell);
            }
            return state;
        }
    }

    private List<Cell> test(Job job, Search search, List<Cell> best) {
        List<Cell> tested = new ArrayList<>(List.of(search.test(List.of(), job)));
        for (Cell cell : best) {
            Cell test = search.test(cell.reductions(), job);
            tested.add(test);
            change(job, now -> now.tested(tested.getFirst()).tested(test));
        }
        return tested;
    }

    /// Says in the view how far the search is.
    private Progress counted(Job job, SearchPlan plan) {
        int all = plan.reductions().size();
        return new Progress() {
            @Override
            public void stage(String name, int number, int of) {}

            @Override
            public void items(long done, long total) {
                job.items(done, total);
                String elapsed = Numbers.duration(job.state().elapsed().toMillis());
                whileMine(job, () -> view.progress().set(WindowTexts.ALL.get("search.progress", done, Math.min(all, total), elapsed)));
            }

            @Override
            public boolean cancelled() {
                return job.cancelled();
            }
        };
    }
}
