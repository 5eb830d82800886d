package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.app.input.TextFile;
import org.diopter.app.session.SessionFile;
import org.diopter.engine.OpenModel;
import org.diopter.model.hub.HubAccess;
import org.diopter.model.hub.ModelFinder;
import org.diopter.views.model.StartPane;
import org.diopter.views.prompt.PromptModel;
import org.jspecify.annotations.Nullable;

/// Opens models, sessions and texts: those that are asked for by name, that are dropped, and what the window begins with. FX thread only.
final class Opening implements StartPane.Acts {
    /// Of a dropped text, in bytes: far more than any context holds, and little enough to be edited.
    private static final long LONGEST_PROMPT = 1 << 20;

    private final Workplace place;
    private final SessionWork sessions;
    private final ModelPlaces places;
    private final WindowReports reports;
    private final BooleanProperty welcome;
    private final Supplier<HubAccess> hub;

    /// @param welcome whether the window shows what a first start shows
    /// @param hub where models are downloaded from, when the user asks for one
    Opening(Workplace place, SessionWork sessions, ModelPlaces places, WindowReports reports, BooleanProperty welcome, Supplier<HubAccess> hub) {
        this.place = place;
        this.sessions = sessions;
        this.places = places;
        this.reports = reports;
        this.welcome = welcome;
        this.hub = hub;
    }

    /// Opens the model of the options, else the last one, else the bundled example.
    void begin(WindowOptions options) {
        Beginning beginning = Beginning.of(options, place.settings());
        place.prompt().text().set(beginning.prompt());
        place.stack().history().begin("", place.stack().history().now().get());
        sessions.lookForLeft();
        place.threads().workers().execute(() -> {
            Optional<Path> file = beginning.file();
            place.fx().execute(() -> file.ifPresentOrElse(this::open, this::beginWithExample));
        });
    }

    private void beginWithExample() {
        welcome.set(!place.settings().welcomed().get());
        openExample();
    }

    /// Opens a model folder, or a session.
    void open(Path path) {
        if (SessionFile.isSession(path)) {
            welcome.set(false);
            sessions.open(path);
            return;
        }
        sessions.giveUpWaiting();
        if (!path.startsWith(place.bundled().folder())) {
            welcome.set(false);
        }
        place.models().open(String.valueOf(path.getFileName()), _ -> ModelPlaces.chosen(path));
    }

    /// Opens the model that comes with the program.
    void openExample() {
        sessions.giveUpWaiting();
        if (place.bundled().isPresent()) {
            place.models().open(ModelPlaces.BUNDLED, place.bundled()::unpack);
        } else {
            reports.done(WindowTexts.ALL.get("status.no-model"));
        }
    }

    /// Opens the model whose weights are known.
    void openGlassBox() {
        place.prompt().text().set(Examples.glassBox().text());
        openBundled(ModelFinder.GLASS_BOX);
    }

    /// Opens one of the models that come with the program, by its name.
    void openBundled(String name) {
        if (name.equals(ModelFinder.GLASS_BOX)) {
            sessions.giveUpWaiting();
            welcome.set(false);
            place.models().open(name, places.glassBox()::unpack);
        } else {
            openExample();
        }
    }

    /// Both models that come with the program open in a moment, so an example takes the one with it that it speaks of; a model of the user's stays open.
    void follow(PromptModel.@Nullable Example example) {
        OpenModel open = place.models().model().get();
        if (example != null && open != null && !example.model().equals(open.id().name())
                && (place.isExample(open) || open.id().folder().startsWith(places.glassBox().folder()))) {
            openBundled(example.model());
        }
    }

    /// Adds a prompt that is the text of a file.
    void addPrompt(Path file) {
        String name = String.valueOf(file.getFileName());
        place.jobs().start(WindowTexts.ALL.get("job.text", name), _ -> TextFile.read(file, LONGEST_PROMPT), (_, text) -> {
            welcome.set(false);
            place.prompt().add();
            place.prompt().rename(name);
            place.prompt().text().set(text.strip());
        }, (_, why) -> reports.notRun(why));
    }

    @Override
    public void openFolder() {
        place.choosers().folder(WindowTexts.ALL.get("open.title")).ifPresent(this::open);
    }

    @Override
    public void openFile() {
        ModelFiles.choose(place.choosers(), WindowTexts.ALL.get("open.file-title")).ifPresent(this::open);
    }

    @Override
    public void openSession() {
        place.choosers().files(WindowTexts.ALL.get("session.open-title"), WindowTexts.ALL.get("session.kind"), List.of("*" + SessionFile.ENDING), false)
                .stream().findFirst().ifPresent(this::open);
    }

    @Override
    public void getModel() {
        place.dialogs().getModel(hub, this::open);
    }
}
