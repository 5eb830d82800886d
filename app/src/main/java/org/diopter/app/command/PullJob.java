package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Optional;
import org.diopter.model.hub.Hub;
import org.diopter.model.hub.HubRepository;
import org.diopter.model.hub.PullPlan;
import org.diopter.views.figure.Numbers;

/// Downloads from a hub.
///
/// @param json where the list of files goes; nothing for a table on standard output
record PullJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json) {

    int run(PullStudy study) {
        HubRepository repository = study.repository();
        PullPlan plan;
        try (Hub hub = new Hub(invocation.hub().get()); ConsoleProgress progress = invocation.progress(arguments)) {
            plan = hub.plan(repository, study.revision(), study.choice(), progress);
            if (!study.dryRun()) {
                invocation.note(arguments, "%s: %d files, %s, %s of them here already."
                        .formatted(study.id(), plan.files().size(), Numbers.bytes(plan.bytes()), Numbers.bytes(plan.bytes() - plan.missing())));
                hub.fetch(plan, progress);
            }
        }
        if (json.isPresent()) {
            json.get().write(out -> write(out, study, plan));
        } else {
            print(study, plan);
        }
        return ExitCode.DONE;
    }

    private static void write(Json json, PullStudy study, PullPlan plan) {
        json.head(null, null, study, "nats");
        json.text("id", study.id());
        json.text("commit", plan.commit());
        json.text("folder", plan.folder().toString());
        json.out().writeNumberProperty("bytes", plan.bytes());
        json.objects("files", plan.files(), item -> {
            json.text("path", item.file().path());
            json.out().writeNumberProperty("bytes", item.file().bytes());
            json.text("hash", item.file().hash());
            json.out().writeNumberProperty(study.dryRun() ? "missing" : "downloaded", item.missing());
        });
    }

    private void print(PullStudy study, PullPlan plan) {
        PrintStream out = invocation.console().out();
        TextTable table = new TextTable(
                TextTable.Column.text("file"), TextTable.Column.number("size"), TextTable.Column.number(study.dryRun() ? "missing" : "downloaded"));
        for (PullPlan.Item item : plan.files()) {
            table.row(item.file().path(), Numbers.bytes(item.file().bytes()), Numbers.bytes(item.missing()));
        }
        table.lines().forEach(out::println);
        out.println();
        out.println(study.dryRun() ? "Nothing was downloaded." : plan.folder());
    }
}
