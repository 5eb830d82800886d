package org.diopter.app.window;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.diopter.app.job.Job;
import org.diopter.app.job.JobBox;
import org.diopter.app.job.Jobs;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.FileChoice;
import org.diopter.model.hub.Hub;
import org.diopter.model.hub.HubAccess;
import org.diopter.model.hub.HubRepository;
import org.diopter.model.hub.PullPlan;
import org.diopter.views.model.GetModelPane;
import org.jspecify.annotations.Nullable;

/// Gets a model from a hub and opens it: shows what it consists of, downloads when told to. FX thread only.
final class ModelDownload implements GetModelPane.Acts {
    /// Who says what became of a download when its dialog is gone.
    interface Reports {
        void downloaded(String id, Path folder);

        void notDownloaded(String id, Throwable problem);
    }

    private final Supplier<HubAccess> hub;
    private final Jobs jobs;
    private final Consumer<Path> open;
    private final Runnable close;
    private final Reports reports;
    private final GetModelPane pane;
    private @Nullable Job looking;

    /// @param hub whom to ask; looked at again for every question
    /// @param open opens the folder that was downloaded while its dialog was looked at
    /// @param close closes the dialog
    ModelDownload(Supplier<HubAccess> hub, Jobs jobs, Consumer<Path> open, Runnable close, Reports reports) {
        this.hub = hub;
        this.jobs = jobs;
        this.open = open;
        this.close = close;
        this.reports = reports;
        this.pane = new GetModelPane(address(), this);
    }

    private String address() {
        try {
            return String.valueOf(hub.get().endpoint().getHost());
        } catch (UnusableInputException e) {
            return WindowTexts.ALL.get("get.hub"); // what is wrong shows when it is asked
        }
    }

    GetModelPane pane() {
        return pane;
    }

    @Override
    public void look(String id) {
        cancelLooking();
        Job job = jobs.start(WindowTexts.ALL.get("job.looking", id), mine -> {
            try (Hub asked = new Hub(hub.get())) {
                return asked.plan(HubRepository.model(id), Hub.MAIN, FileChoice.USUAL, mine);
            }
        }, (mine, plan) -> {
            if (mine.equals(looking)) {
                pane.showPlan(plan);
            }
        }, (mine, problem) -> {
            if (mine.equals(looking)) {
                show(problem);
            }
        });
        looking = job;
        pane.showBusy(new JobBox(job));
    }

    @Override
    public void download(PullPlan plan) {
        String id = plan.repository().id();
        Job job = jobs.start(WindowTexts.ALL.get("job.downloading", id), mine -> {
            try (Hub asked = new Hub(hub.get())) {
                return asked.fetch(plan, mine);
            }
        }, (_, folder) -> {
            if (isOpen()) {
                close.run();
                open.accept(folder);
            } else {
                reports.downloaded(id, folder);
            }
        }, (_, problem) -> {
            if (isOpen()) {
                show(problem);
            } else {
                reports.notDownloaded(id, problem);
            }
        });
        pane.showBusy(new JobBox(job));
    }

    private boolean isOpen() {
        return pane.getScene() != null;
    }

    private void show(Throwable problem) {
        if (problem instanceof UnusableInputException input) {
            pane.showProblem(input.sentence(), input.code());
        } else {
            pane.showProblem(WindowTexts.ALL.get("unexpected", String.valueOf(problem.getMessage())), "");
        }
    }

    private void cancelLooking() {
        if (looking != null) {
            looking.cancel();
        }
    }

    /// A download goes on without the dialog, among the jobs; what was only asked is not wanted any more.
    @Override
    public void close() {
        cancelLooking();
        close.run();
    }
}
