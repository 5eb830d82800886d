package org.diopter.views.model;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.model.hub.PullPlan;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// Asks which model to download, and shows files and bytes before anything is downloaded.
public final class GetModelPane extends VBox {
    private static final Texts TEXTS = Texts.of(GetModelPane.class);

    private final TextField id = new TextField();
    private final Button look = new Button(TEXTS.get("get.look"));
    private final Button download = Parts.primary(TEXTS.get("get.download"));
    private final VBox answer = new VBox();
    private final Acts acts;

    /// What the buttons do.
    public interface Acts {
        /// Asks the hub what a model consists of: the first time the network is used.
        void look(String id);

        void download(PullPlan plan);

        void close();
    }

    /// @param hub the hub's address, so that people know whom they ask
    public GetModelPane(String hub, Acts acts) {
        this.acts = acts;
        id.setPromptText(TEXTS.get("get.example"));
        id.setAccessibleText(TEXTS.get("get.id"));
        HBox.setHgrow(id, Priority.ALWAYS);
        look.disableProperty().bind(id.textProperty().map(String::isBlank));
        look.setOnAction(_ -> acts.look(id.getText().strip()));
        id.setOnAction(_ -> look.fire());
        id.textProperty().subscribe((_, _) -> forget());
        Label what = Parts.label(TEXTS.get("get.what", hub), "secondary");
        what.setWrapText(true);
        answer.setSpacing(4);
        answer.setMinHeight(180);
        VBox body = new VBox(what, Parts.row("plain-row", id, look), answer);
        body.getStyleClass().add("dialog-body");
        Button cancel = new Button(TEXTS.get("get.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> acts.close());
        getChildren().addAll(Parts.row("dialog-head", Parts.label(TEXTS.get("get.title"), "title")), body,
                Parts.row("dialog-foot", Parts.spring(), cancel, download));
        setPrefWidth(600);
        forget();
    }

    private void forget() {
        download.setDisable(true);
        answer.getChildren().clear();
    }

    /// Something is going on that takes time.
    ///
    /// @param progress how far it is
    public void showBusy(Node progress) {
        forget();
        answer.getChildren().setAll(progress);
    }

    /// What would be downloaded.
    public void showPlan(PullPlan plan) {
        List<HBox> files = plan.files().stream()
                .map(item -> Parts.row("fact-row", Parts.label(item.file().path(), "token"), Parts.spring(),
                        Parts.label(Numbers.bytes(item.file().bytes()), "secondary")))
                .toList();
        VBox list = new VBox();
        list.getChildren().addAll(files);
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(130);
        Label sum = Parts.label(TEXTS.get("get.sum", plan.files().size(), Numbers.bytes(plan.bytes()), Numbers.bytes(plan.missing())), "strong");
        Label folder = Parts.label(TEXTS.get("get.folder", plan.folder()), "note");
        folder.setWrapText(true);
        answer.getChildren().setAll(scroll, sum, folder);
        download.setText(TEXTS.get(plan.missing() == 0 ? "get.open" : "get.download"));
        download.setOnAction(_ -> acts.download(plan));
        download.setDisable(false);
    }

    /// Why it cannot be had.
    public void showProblem(String sentence, String code) {
        forget();
        Label text = Parts.label(sentence, "err-text");
        text.setWrapText(true);
        answer.getChildren().setAll(text, Parts.label(code, "faint"));
    }
}
