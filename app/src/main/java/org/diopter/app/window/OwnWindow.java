package org.diopter.app.window;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.diopter.app.action.ActionRegistry;
import org.diopter.views.kit.Logo;

/// The window of one view: its centre and its inspector, in the theme and with the keys of the main window. Esc cancels what runs; where nothing runs it
/// closes the window.
final class OwnWindow {
    private static final double WIDTH = 1100;
    private static final double HEIGHT = 760;
    private static final double INSPECTOR = 300;

    private final Workplace place;
    private final ActionRegistry actions;
    private final Stage stage = new Stage();
    private final SplitPane split = new SplitPane();
    private final StackPane centre = new StackPane();
    private final StackPane inspector = new StackPane();

    OwnWindow(Desk desk, Workplace place, ActionRegistry actions, Appearance appearance) {
        this.place = place;
        this.actions = actions;
        inspector.getStyleClass().add("inspector");
        inspector.setMinWidth(INSPECTOR);
        SplitPane.setResizableWithParent(inspector, false);
        split.getItems().setAll(centre, inspector);
        StackPane root = new StackPane(split);
        root.getStyleClass().add("window");
        new FigureMenu(actions, place.dialogs(), place::export).install(root);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        appearance.dress(scene);
        new HeldBaseline(place.trajectory().runs()).install(scene);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        stage.setScene(scene);
        stage.setTitle(desk.title() + " · Diopter");
        stage.setMinWidth(640);
        stage.setMinHeight(400);
        stage.getIcons().setAll(Logo.picture(16), Logo.picture(32), Logo.picture(64));
    }

    Stage stage() {
        return stage;
    }

    /// Opens it with a view's nodes.
    void open(Node view, Node numbers) {
        centre.getChildren().setAll(view);
        inspector.getChildren().setAll(numbers);
        stage.show();
        split.setDividerPositions(1 - INSPECTOR / stage.getScene().getWidth());
        stage.toFront();
    }

    /// Lets the nodes go.
    void empty() {
        centre.getChildren().clear();
        inspector.getChildren().clear();
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && place.jobs().running().isEmpty()) {
            stage.close();
            event.consume();
            return;
        }
        actions.all().stream().filter(action -> action.shortcut().filter(keys -> keys.match(event)).isPresent()).findFirst().ifPresent(action -> {
            switch (action.id()) {
                case "window.next-region" -> regions().move(1);
                case "window.previous-region" -> regions().move(-1);
                default -> action.fire();
            }
            event.consume();
        });
    }

    private RegionFocus regions() {
        List<Node> regions = Stream.concat(WindowFrame.panes(centre).stream(), Stream.of(inspector)).toList();
        return new RegionFocus(stage.getScene(), () -> regions);
    }
}
