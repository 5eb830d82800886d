package org.diopter.views.kit;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Messages at the window's lower right corner. A success without a next step fades after four seconds, a warning or an error stays until it is closed or said again; all
/// are kept.
///
/// They are nodes of the window's own scene and no pop-ups, so that Tab and a screen reader reach them and a picture of the window has them.
public final class Messages extends VBox {
    private static final Texts TEXTS = Texts.of(Messages.class);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int SHOWN = 4;

    private final ObservableList<Message> log = FXCollections.observableArrayList();

    /// How bad it is.
    public enum Kind {
        OK,
        WARN,
        ERR
    }

    /// One message.
    ///
    /// @param code the short code of an error, empty where there is none
    public record Message(Kind kind, String text, String code, LocalTime time) {}

    /// A step offered in a message.
    public record Step(String name, Runnable act) {}

    public Messages() {
        getStyleClass().add("messages");
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    /// All messages of this session, the newest first.
    public ObservableList<Message> log() {
        return FXCollections.unmodifiableObservableList(log);
    }

    /// Something was done.
    public void done(String text) {
        show(new Message(Kind.OK, text, "", LocalTime.now(ZoneId.systemDefault())), Optional.empty());
    }

    /// Something was done, and this can be done next: it stays until that is, or it is closed.
    public void done(String text, Step step) {
        show(new Message(Kind.OK, text, "", LocalTime.now(ZoneId.systemDefault())), Optional.of(step));
    }

    /// Something is not as it should be, and work goes on.
    public void warn(String text, Optional<Step> step) {
        show(new Message(Kind.WARN, text, "", LocalTime.now(ZoneId.systemDefault())), step);
    }

    /// Something was not done.
    public void error(String text, String code, Optional<Step> step) {
        show(new Message(Kind.ERR, text, code, LocalTime.now(ZoneId.systemDefault())), step);
    }

    private void show(Message message, Optional<Step> step) {
        log.addFirst(message);
        getChildren().removeIf(shown -> message.text().equals(shown.getAccessibleText()));
        HBox strip = strip(message, step);
        getChildren().add(strip);
        if (getChildren().size() > SHOWN) {
            getChildren().removeFirst();
        }
        if (fades(message, step)) {
            PauseTransition wait = new PauseTransition(Duration.seconds(4));
            wait.setOnFinished(_ -> getChildren().remove(strip));
            wait.play();
        }
        strip.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    private static boolean fades(Message message, Optional<Step> step) {
        return message.kind() == Kind.OK && step.isEmpty();
    }

    private HBox strip(Message message, Optional<Step> step) {
        Icon icon = switch (message.kind()) {
            case OK -> Icon.CHECK;
            case WARN -> Icon.WARNING;
            case ERR -> Icon.CLOSE;
        };
        Label text = new Label(message.text());
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox strip = Parts.row("message", icon.node(15), text);
        strip.getStyleClass().add(message.kind().name().toLowerCase(Locale.ROOT));
        strip.setAccessibleText(message.text());
        step.ifPresent(s -> {
            Hyperlink link = new Hyperlink(s.name());
            link.setMinWidth(USE_PREF_SIZE);
            link.setOnAction(_ -> {
                getChildren().remove(strip);
                s.act().run();
            });
            strip.getChildren().add(link);
        });
        if (fades(message, step)) {
            strip.getChildren().add(Parts.label(message.time().format(CLOCK), "faint"));
        } else {
            if (!message.code().isEmpty()) {
                Label code = Parts.label(message.code(), "faint");
                code.setMinWidth(USE_PREF_SIZE);
                strip.getChildren().add(code);
            }
            Button close = Parts.iconButton(Icon.CLOSE, TEXTS.get("message.close"));
            close.setOnAction(_ -> getChildren().remove(strip));
            strip.getChildren().add(close);
        }
        return strip;
    }
}
