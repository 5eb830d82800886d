package org.diopter.app.window;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.app.job.Jobs;
import org.diopter.engine.runtime.CudaCheck;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;

/// The page that says whether a GPU can be used here, part by part, and what to do about what is missing.
final class GpuPane extends VBox {
    private final Jobs jobs;
    private final Label verdict = Parts.label("", "strong");
    private final VBox parts = new VBox();
    private final Button copy = new Button(text("gpu.copy"));
    private Optional<CudaCheck> found = Optional.empty();

    /// @param copyText puts a report on the clipboard
    GpuPane(Jobs jobs, Consumer<String> copyText, Runnable close) {
        this.jobs = jobs;
        verdict.setWrapText(true);
        VBox body = new VBox(verdict, parts, note());
        body.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button again = new Button(text("gpu.again"));
        again.setOnAction(_ -> look());
        copy.setOnAction(_ -> found.map(GpuPane::report).ifPresent(copyText));
        Button done = Parts.primary(text("close"));
        done.setOnAction(_ -> close.run());
        getChildren().setAll(Parts.row("dialog-head", Parts.label(text("gpu"), "title")), scroll,
                Parts.row("dialog-foot", again, copy, Parts.spring(), done));
        setPrefWidth(660);
        look();
    }

    private static Label note() {
        Label note = Parts.label(text("gpu.note"), "note");
        note.setWrapText(true);
        return note;
    }

    /// Libraries are loaded to be asked for their version, which is not for the FX thread.
    private void look() {
        verdict.setText(text("gpu.looking"));
        copy.setDisable(true);
        jobs.start(text("gpu.looking"), _ -> CudaCheck.look(), (_, check) -> show(check), (_, why) -> verdict.setText(String.valueOf(why.getMessage())));
    }

    /// Shows what was found.
    void show(CudaCheck check) {
        found = Optional.of(check);
        copy.setDisable(false);
        verdict.setText(check.verdict());
        parts.getChildren().setAll(check.parts().stream().map(GpuPane::line).toList());
    }

    private static Node line(CudaCheck.Part part) {
        HBox sign = new HBox((part.isWell() ? Icon.CHECK : part.needed() ? Icon.WARNING : Icon.MINUS).node(15));
        sign.getStyleClass().add(part.isWell() ? "ok" : part.needed() ? "warn" : "plain");
        Label state = Parts.label(state(part), part.found() ? "secondary" : part.needed() ? "warn-text" : "faint");
        state.setMinWidth(USE_PREF_SIZE);
        HBox head = Parts.row("plain-row", Parts.label(part.name(), "strong"), Parts.label(part.file(), "token"), Parts.spring(), state);
        VBox text = new VBox(head);
        if (!part.toDo().isEmpty()) {
            Label toDo = Parts.label(part.toDo(), "secondary");
            toDo.setWrapText(true);
            text.getChildren().add(toDo);
        }
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(10, sign, text);
        line.getStyleClass().add("gpu-part");
        line.setAccessibleText(String.join(". ", part.name(), state(part), part.toDo()));
        return line;
    }

    private static String state(CudaCheck.Part part) {
        if (!part.found()) {
            return text(part.needed() ? "gpu.missing" : "gpu.not-needed");
        }
        return part.version().isEmpty() ? text("gpu.found") : WindowTexts.ALL.get("gpu.version", part.version());
    }

    private static String report(CudaCheck check) {
        StringBuilder report = new StringBuilder(check.verdict());
        for (CudaCheck.Part part : check.parts()) {
            report.append("\n").append(part.name()).append(" (").append(part.file()).append("): ").append(state(part));
            report.append(part.toDo().isEmpty() ? "" : ". " + part.toDo());
        }
        return report.toString();
    }

    private static String text(String key) {
        return WindowTexts.ALL.get(key);
    }
}
