package org.diopter.app.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.runtime.CudaCheck;

/// Says what running on a GPU needs, and which of it is here.
///
/// @param json where that goes; nothing for a table on standard output
record GpuJob(Invocation invocation, Optional<JsonTarget> json) {

    /// @return 4 if a GPU cannot be used
    int run(GpuStudy study) {
        CudaCheck check = CudaCheck.look();
        if (json.isPresent()) {
            json.get().write(out -> write(out, study, check));
        } else {
            print(check);
        }
        return check.usable() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static void write(Json json, GpuStudy study, CudaCheck check) {
        json.head(null, null, study, "nats");
        json.out().writeBooleanProperty("usable", check.usable());
        json.objects("parts", check.parts(), part -> {
            json.text("name", part.name());
            json.text("file", part.file());
            json.out().writeBooleanProperty("found", part.found());
            json.out().writeBooleanProperty("needed", part.needed());
            json.text("version", part.version().isEmpty() ? null : part.version());
            json.text("toDo", part.toDo().isEmpty() ? null : part.toDo());
        });
    }

    private void print(CudaCheck check) {
        PrintStream out = invocation.console().out();
        TextTable table = new TextTable(
                TextTable.Column.text("part"), TextTable.Column.text("looked for"), TextTable.Column.text("found"), TextTable.Column.text("version"));
        check.parts().forEach(part -> table.row(part.name(), part.file(), part.found() ? "yes" : part.needed() ? "no" : "no, not needed", part.version()));
        table.lines().forEach(out::println);
        out.println();
        out.println(check.verdict());
        List<CudaCheck.Part> open = check.parts().stream().filter(part -> part.needed() && !part.toDo().isEmpty()).toList();
        open.stream().map(CudaCheck.Part::toDo).distinct().forEach(toDo -> out.println("- %s: %s".formatted(
                String.join(", ", open.stream().filter(part -> part.toDo().equals(toDo)).map(CudaCheck.Part::name).toList()), toDo)));
    }
}
