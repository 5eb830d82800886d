package org.diopter.app.window;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.export.ExportPane;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.Fx;
import org.testfx.api.FxRobot;

/// Somebody at a window with the real engine and the bundled model, who presses keys and buttons and waits for what must come.
final class User implements AutoCloseable {
    private final FxRobot robot = new FxRobot();
    private final List<Path> chosen;
    private final MainWindow window;

    private User(MainWindow window, List<Path> chosen) {
        this.window = window;
        this.chosen = chosen;
    }

    /// Starts the program for the first time.
    static User first(Path home, boolean dark) {
        List<Path> chosen = new ArrayList<>();
        return new User(start(home, Optional.empty(), dark, false, chosen), chosen);
    }

    /// Starts the program where its first steps are known.
    static User again(Path home, String prompt, boolean dark) {
        List<Path> chosen = new ArrayList<>();
        User user = new User(start(home, Optional.of(prompt), dark, true, chosen), chosen);
        user.untilRun();
        return user;
    }

    private static MainWindow start(Path home, Optional<String> prompt, boolean dark, boolean welcomed, List<Path> chosen) {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, home);
        WindowOptions options = new WindowOptions(engine, Optional.empty(), prompt, 42);
        return Fx.get(() -> {
            Stage stage = new Stage();
            MainWindow main = new MainWindow(stage, options, new Engine(() -> new OnnxWorkbench(engine)), new ChosenFiles(chosen));
            main.place().settings().theme().set(dark ? ThemeChoice.DARK : ThemeChoice.LIGHT);
            main.place().settings().welcomed().set(welcomed);
            stage.setX(0);
            stage.setY(0);
            stage.show();
            main.begin();
            return main;
        });
    }

    MainWindow window() {
        return window;
    }

    /// What the user will choose in the system's file chooser.
    void choose(Path path) {
        chosen.clear();
        chosen.add(path);
    }

    void press(KeyCode... keys) {
        robot.push(keys);
        Fx.run(() -> {});
    }

    /// Types a prompt into the prompt field.
    void type(String text) {
        press(KeyCode.CONTROL, KeyCode.L);
        press(KeyCode.CONTROL, KeyCode.A);
        robot.write(text, 0);
    }

    /// Writes where the focus is.
    void write(String text) {
        robot.write(text, 0);
    }

    /// Chooses an action in a menu.
    void act(String action) {
        Fx.run(() -> window.actions().get(action).fire());
    }

    /// Goes to a view by its name in the rail.
    void show(String view) {
        act("view." + view);
    }

    /// What is seen.
    Stream<Node> seen(String selector) {
        return Fx.get(() -> window.stage().getScene().getRoot().lookupAll(selector).stream().filter(User::isSeen).toList()).stream();
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    /// Presses a button by what it says.
    void button(String text) {
        push(button -> text.equals(button.getText()));
    }

    /// Presses a button by its identifier.
    void buttonOf(String id) {
        push(button -> id.equals(button.getId()));
    }

    private void push(Predicate<ButtonBase> which) {
        ButtonBase found = seen("*").filter(ButtonBase.class::isInstance).map(ButtonBase.class::cast).filter(which).findFirst().orElseThrow();
        Fx.run(found::fire);
    }

    /// Brings the focus to a node, as a click on it does.
    void focus(String selector) {
        Fx.until(selector, () -> window.stage().getScene().getRoot().lookupAll(selector).stream().anyMatch(User::isSeen));
        Node node = seen(selector).findFirst().orElseThrow();
        Fx.run(node::requestFocus);
    }

    Findings findings() {
        return Objects.requireNonNull(window.place().trajectory().findings().get());
    }

    /// Waits until the prompt as it stands has been run whole.
    void untilRun() {
        Fx.until("the run of the prompt", () -> {
            Findings found = window.place().trajectory().runs().baseline().get();
            return found != null && found.trajectory().isComplete() && found.provenance().prompt().equals(window.place().prompt().text().get());
        });
    }

    /// Waits until the study runs with its edits.
    void untilEdited() {
        Fx.until("the edited run", () -> {
            EditedRun run = window.place().trajectory().runs().edited().get();
            return run != null && run.run().trajectory().isComplete() && window.place().trajectory().runs().effect().get() != null
                    && run.run().study().edits().equals(window.place().stack().changes().get().edits());
        });
    }

    /// Exports the figure that is in front, by the export dialog.
    ///
    /// @return the file
    Path export(Path folder, String format) {
        Fx.until("a figure", () -> window.desks().front().figure().isPresent());
        press(KeyCode.CONTROL, KeyCode.E);
        Fx.until("the export dialog", () -> window.dialogLayer().lookupAll("*").stream().anyMatch(ExportPane.class::isInstance));
        choose(folder);
        button("Choose folder…");
        button(format.toUpperCase(Locale.ROOT));
        TextField name = seen(".dialog-foot .text-field").map(TextField.class::cast).findFirst().orElseThrow();
        Path file = folder.resolve(name.getText() + "." + format);
        button("Export " + format.toUpperCase(Locale.ROOT));
        Fx.until("the file", () -> Files.exists(file)
                && window.place().jobs().running().stream().noneMatch(job -> job.name().equals(WindowTexts.ALL.get("export.title"))));
        return file;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static boolean isPdf(Path file) {
        try {
            return new String(Files.readAllBytes(file), 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Override
    public void close() throws InterruptedException {
        Fx.run(window.stage()::close);
        window.close();
    }
}
