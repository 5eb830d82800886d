package org.diopter.app.window;

import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.diopter.app.action.Action;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.HubAccess;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.export.ExportPane;
import org.diopter.views.export.ExportRequest;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.PixelPicture;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.kit.Messages;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.model.ModelCardPane;
import org.diopter.views.model.ModelFacts;
import org.diopter.views.trajectory.PinPicker;
import org.diopter.views.trajectory.TrajectoryModel;

/// The window's dialogs.
final class WindowDialogs {
    private static final double COPY_SCALE = 2;

    private final Dialogs dialogs;
    private final Choosers choosers;
    private final Messages messages;
    private final Jobs jobs;
    private final ViewContext context;
    private Path figures = Path.of(System.getProperty("user.home", "."));

    WindowDialogs(Dialogs dialogs, Choosers choosers, Messages messages, Jobs jobs, ViewContext context) {
        this.dialogs = dialogs;
        this.choosers = choosers;
        this.messages = messages;
        this.jobs = jobs;
        this.context = context;
    }

    /// Shows a dialog with content of its own.
    ///
    /// @param content makes it; gets what closes the dialog
    void show(String title, Function<Runnable, Node> content) {
        dialogs.show(title, content);
    }

    /// Something could not be done: a dialog with code and detail.
    void problem(String title, Throwable problem) {
        if (problem instanceof UnusableInputException input) {
            dialogs.problem(title, input.sentence(), input.code(), Optional.ofNullable(input.getCause()));
        } else {
            dialogs.problem(title, WindowTexts.ALL.get("unexpected", String.valueOf(problem.getMessage())), "", Optional.of(problem));
        }
    }

    /// Asks which model to download; what is downloaded is opened, or offered where the user does something else meanwhile.
    void getModel(Supplier<HubAccess> hub, Consumer<Path> open) {
        ModelDownload.Reports reports = new ModelDownload.Reports() {
            @Override
            public void downloaded(String id, Path folder) {
                messages.done(WindowTexts.ALL.get("get.done", id), new Messages.Step(WindowTexts.ALL.get("get.open"), () -> open.accept(folder)));
            }

            @Override
            public void notDownloaded(String id, Throwable why) {
                String title = WindowTexts.ALL.get("get.failed", id);
                String code = why instanceof UnusableInputException input ? input.code() : "";
                messages.error(title, code, Optional.of(new Messages.Step(WindowTexts.ALL.get("details"), () -> problem(title, why))));
            }
        };
        dialogs.show(WindowTexts.ALL.get("get.title"), close -> new ModelDownload(hub, jobs, open, close, reports).pane());
    }

    /// A model does not fit: with the numbers, and the way in which it would.
    void tooLarge(String title, UnusableInputException problem, Runnable openWithLowMemory) {
        dialogs.show(title, close -> {
            Label text = new Label(problem.sentence());
            text.setWrapText(true);
            VBox body = new VBox(text);
            body.getStyleClass().add("dialog-body");
            Button low = Parts.primary(WindowTexts.ALL.get("open.low-memory"));
            low.setOnAction(_ -> {
                close.run();
                openWithLowMemory.run();
            });
            Button cancel = new Button(WindowTexts.ALL.get("close"));
            cancel.setOnAction(_ -> close.run());
            VBox frame = new VBox(Parts.row("dialog-head", Parts.label(title, "title")), body,
                    Parts.row("dialog-foot", Parts.label(problem.code(), "faint"), Parts.spring(), cancel, low));
            frame.setPrefWidth(520);
            return frame;
        });
    }

    /// @param computing what computes now
    /// @param engine how it was started
    void settings(Settings settings, String computing, EngineOptions engine) {
        dialogs.show(WindowTexts.ALL.get("settings"),
                close -> new SettingsPane(settings, new SettingsPane.Place(computing, engine, jobs, context), this::gpu, close));
    }

    /// Whether a GPU can be used, and what is missing.
    void gpu() {
        dialogs.show(WindowTexts.ALL.get("gpu"), close -> new GpuPane(jobs, this::copyText, close));
    }

    /// What a view shows and how it is read.
    ///
    /// @param keys lists all keys
    void explain(Desk desk, Action keys) {
        dialogs.show(desk.title(), close -> new ExplanationPane(desk.title(), desk.explanation(), keys, close));
    }

    void keys(ActionRegistry actions) {
        dialogs.show(WindowTexts.ALL.get("keys"), close -> KeyList.of(actions, close));
    }

    /// The model card; renews itself when the self-check has been made.
    ///
    /// @param facts what is known of a model
    void card(OpenModel open, ModelSession models, Function<OpenModel, ModelFacts> facts, String computing) {
        dialogs.show(open.id().name(), close -> {
            ModelCardPane card = new ModelCardPane(facts.apply(open), computing, context.textScale(), new ModelCardPane.Acts() {
                @Override
                public void check() {
                    models.proveAgain();
                }

                @Override
                public void copyReport(String report) {
                    copyText(report);
                }

                @Override
                public void close() {
                    close.run();
                }
            });
            Subscription renewed = models.check().subscribe((_, _) -> card.show(facts.apply(open)));
            card.sceneProperty().subscribe((_, scene) -> {
                if (scene == null) {
                    renewed.unsubscribe();
                }
            });
            return card;
        });
    }

    void pinByName(TrajectoryModel model, Optional<Tokenizer> tokenizer) {
        dialogs.show(WindowTexts.ALL.get("pin.title"), close -> new PinPicker(model, tokenizer, context, close));
    }

    /// @param proposed the file's proposed name, without an ending
    void export(Figure figure, String proposed) {
        dialogs.show(WindowTexts.ALL.get("export.title"), close -> new ExportPane(figure, proposed, figures, context,
                new ExportPane.Acts() {
                    @Override
                    public void write(ExportRequest request) {
                        writeFigure(request);
                    }

                    @Override
                    public void copy(Figure picture) {
                        copyPicture(picture);
                    }

                    @Override
                    public void copyNumbers(Figure shown, TableFormat format) {
                        WindowDialogs.this.copyNumbers(shown, format);
                    }

                    @Override
                    public Optional<Path> chooseFolder() {
                        Optional<Path> chosen = choosers.folder(WindowTexts.ALL.get("export.folder"));
                        chosen.ifPresent(folder -> figures = folder);
                        return chosen;
                    }

                    @Override
                    public void close() {
                        close.run();
                    }
                }));
    }

    private void writeFigure(ExportRequest request) {
        String name = String.valueOf(request.file().getFileName());
        jobs.start(WindowTexts.ALL.get("export.title"), _ -> {
            request.write();
            return request;
        }, (_, _) -> messages.done(WindowTexts.ALL.get("export.done", name)), (_, why) -> problem(WindowTexts.ALL.get("export.failed"), why));
    }

    /// Puts a figure on the clipboard, twice as large as on the screen.
    void copyPicture(Figure figure) {
        jobs.start(WindowTexts.ALL.get("export.title"), _ -> PixelPicture.of(figure.settled(), COPY_SCALE), (_, pixels) -> {
            ClipboardContent content = new ClipboardContent();
            content.putImage(new WritableImage(new PixelBuffer<>(pixels.width(), pixels.height(), IntBuffer.wrap(pixels.pixels()),
                    PixelFormat.getIntArgbPreInstance())));
            Clipboard.getSystemClipboard().setContent(content);
            messages.done(WindowTexts.ALL.get("copied"));
        }, (_, why) -> problem(WindowTexts.ALL.get("export.failed"), why));
    }

    /// Puts a figure's numbers on the clipboard.
    void copyNumbers(Figure figure, TableFormat format) {
        jobs.start(WindowTexts.ALL.get("export.title"), _ -> format.write(figure.settled().table()), (_, text) -> copyText(text),
                (_, why) -> problem(WindowTexts.ALL.get("export.failed"), why));
    }

    /// Something was done.
    void said(String text) {
        messages.done(text);
    }

    void lensWritten(Path to) {
        messages.done(WindowTexts.ALL.get("lens.exported", to));
    }

    void copyText(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        messages.done(WindowTexts.ALL.get("copied"));
    }

    void messages() {
        dialogs.show(WindowTexts.ALL.get("messages"), close -> {
            VBox list = new VBox();
            list.getStyleClass().add("dialog-body");
            for (Messages.Message message : messages.log()) {
                Label text = new Label(message.text());
                text.setWrapText(true);
                list.getChildren().add(Parts.row("plain-row", Parts.label(message.time().withNano(0).toString(), "faint"), text, Parts.spring(),
                        Parts.label(message.code(), "faint")));
            }
            if (list.getChildren().isEmpty()) {
                list.getChildren().add(Parts.label(WindowTexts.ALL.get("messages.none"), "faint"));
            }
            ScrollPane scroll = new ScrollPane(list);
            scroll.setFitToWidth(true);
            scroll.setPrefViewportHeight(300);
            return framed(WindowTexts.ALL.get("messages"), scroll, close);
        });
    }

    void about(String version) {
        dialogs.show(WindowTexts.ALL.get("about"), close -> {
            Label text = new Label(WindowTexts.ALL.get("about.text", version));
            text.setWrapText(true);
            VBox body = new VBox(text);
            body.getStyleClass().add("dialog-body");
            return framed(WindowTexts.ALL.get("about"), body, close);
        });
    }

    private static Node framed(String title, Node body, Runnable close) {
        Button done = Parts.primary(WindowTexts.ALL.get("close"));
        done.setOnAction(_ -> close.run());
        VBox frame = new VBox(Parts.row("dialog-head", Parts.label(title, "title")), body, Parts.row("dialog-foot", Parts.spring(), done));
        frame.setPrefWidth(520);
        return frame;
    }
}
