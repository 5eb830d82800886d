package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import org.diopter.views.kit.ProblemBox;

/// What is asked about sessions.
///
/// @param dialogs where it is asked
record SessionDialogs(WindowDialogs dialogs) {
    /// One of several ways on.
    record Way(String name, Runnable act) {}

    /// Asks before changes are lost.
    void unsaved(String name, Runnable save, Runnable discard) {
        ask(text("session.unsaved"), text("session.unsaved.sentence", name), "",
                List.of(new Way(text("session.save"), save), new Way(text("session.discard"), discard), new Way(text("cancel"), () -> {})));
    }

    /// A crash has left a session.
    void restore(String at, Runnable restore, Runnable drop) {
        ask(text("session.restore"), text("session.restore.sentence", at), "", List.of(new Way(text("session.restore.yes"), restore), new Way(text("session.discard"), drop)));
    }

    /// A session is without its model, or with another one in its place.
    void missing(String sentence, Runnable locate, Runnable without, List<Way> more) {
        List<Way> ways = new ArrayList<>(List.of(new Way(text("session.locate"), locate), new Way(text("session.without"), without)));
        ways.addAll(more);
        ask(text("session.no-model"), sentence, "D-601", ways);
    }

    private void ask(String title, String sentence, String code, List<Way> ways) {
        dialogs.show(title, close -> {
            List<ProblemBox.Step> steps = ways.stream().map(way -> new ProblemBox.Step(way.name(), () -> {
                close.run();
                way.act().run();
            })).toList();
            ProblemBox box = new ProblemBox(title, sentence, code, steps);
            box.setPrefWidth(480);
            return box;
        });
    }

    private static String text(String key, Object... parts) {
        return WindowTexts.ALL.get(key, parts);
    }
}
