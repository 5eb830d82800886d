package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.app.session.Autosave;
import org.diopter.app.session.SavedPrompts;
import org.diopter.app.session.SavedStudy;
import org.diopter.app.session.Session;
import org.diopter.app.session.SessionFile;
import org.diopter.app.settings.RecentModel;
import org.diopter.engine.MemoryShortage;
import org.diopter.engine.OpenModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.hub.ModelFinder;
import org.diopter.views.edits.EditCards;
import org.diopter.views.edits.Snapshot;
import org.diopter.views.edits.StudyState;
import org.diopter.views.kit.Messages;
import org.jspecify.annotations.Nullable;

/// The session of the window: where it is saved, whether all of it is, and how another one comes in its place. FX thread only.
final class SessionWork {
    private final Workplace place;
    private final SessionContent content;
    private final SessionDialogs dialogs;
    private final Messages messages;
    private final Autosave autosave;
    private final BundledModel glassBox;
    private final MovedModel moved;
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private @Nullable Session saved;
    private @Nullable Opened waiting;
    /// Another one whenever a session takes the place of the one before.
    private int session;
    /// A session was opened and nothing of it has been seen yet.
    private boolean settling;
    /// What is to be saved, the one that is being saved first.
    private final Deque<Save> saves = new ArrayDeque<>();
    /// The prompts that nobody has typed yet.
    private @Nullable SavedPrompts begun;
    /// Whether the work is autosaved. A prompt alone is, but nobody is asked about it.
    private boolean kept;
    private boolean looking;

    /// A session that was read.
    ///
    /// @param from where it came from
    /// @param to where it is saved; null if nowhere yet
    /// @param state its study
    /// @param model where its model is; null if it is not there
    /// @param left what a crash has left, if it is that
    private record Opened(SessionFile from, @Nullable Path to, SessionFile.Opened read, StudyState state, List<Snapshot> snapshots, List<String> lost,
            @Nullable Function<Progress, Path> model, Optional<Autosave.Left> left) {
        Session session() {
            return read.session();
        }
    }

    /// @param then what follows once all is saved
    private record Save(Path path, List<Runnable> then) {}

    SessionWork(Workplace place, SessionContent content, Messages messages, Autosave autosave, BundledModel glassBox, MovedModel moved) {
        this.place = place;
        this.content = content;
        this.messages = messages;
        this.autosave = autosave;
        this.glassBox = glassBox;
        this.moved = moved;
        dialogs = new SessionDialogs(place.dialogs());
        place.models().whenOpened(this::modelOpened);
    }

    /// Where the session is saved; null if nowhere yet.
    ReadOnlyObjectProperty<@Nullable Path> file() {
        return file.getReadOnlyProperty();
    }

    /// Whether there is work that is not saved.
    ReadOnlyBooleanProperty unsaved() {
        return unsaved.getReadOnlyProperty();
    }

    /// Something may have changed: looked at once the change is over.
    void changed() {
        if (!looking) {
            looking = true;
            place.fx().execute(this::look);
        }
    }

    private void look() {
        looking = false;
        Session now = content.now(Optional.ofNullable(file.get()));
        Session before = saved;
        if (before != null && settling && content.isSeen()) {
            settling = false;
            before = before.seenAs(now);
            saved = before;
        }
        boolean isUnsaved = before == null ? file.get() != null || now.hasWork() : !(settling ? now.isMadeAs(before) : now.isSameWorkAs(before));
        SavedPrompts first = begun;
        boolean isTyped = before == null && first != null && !now.prompts().equals(first);
        if (isUnsaved || isTyped) {
            autosave.keep(now);
        } else if (kept) {
            autosave.forget();
        }
        kept = isUnsaved || isTyped;
        unsaved.set(isUnsaved);
    }

    /// Saves the session where it was saved last, or where the user says.
    void save() {
        save(Optional.empty());
    }

    private void save(Optional<Runnable> then) {
        Path where = file.get();
        if (where == null) {
            saveAs(then);
        } else {
            write(where, then);
        }
    }

    /// Saves the session where the user says.
    void saveAs() {
        saveAs(Optional.empty());
    }

    private void saveAs(Optional<Runnable> then) {
        String proposed = place.models().model().get() == null ? "session" : place.models().model().get().id().name();
        place.choosers().save(WindowTexts.ALL.get("session.save-title"), proposed + SessionFile.ENDING)
                .map(path -> SessionFile.isSession(path) ? path : path.resolveSibling(path.getFileName() + SessionFile.ENDING))
                .ifPresent(path -> write(path, then));
    }

    /// One after the other: two would write the same file beside the session's. What is asked for while another waits is saved with that.
    private void write(Path path, Optional<Runnable> then) {
        List<Runnable> all = new ArrayList<>(saves.size() > 1 && saves.getLast().path().equals(path) ? saves.removeLast().then() : List.of());
        then.ifPresent(all::add);
        saves.addLast(new Save(path, all));
        if (saves.size() == 1) {
            write(saves.getFirst());
        }
    }

    private void write(Save save) {
        Session now = content.now(Optional.empty());
        int mine = session;
        SessionFile target = new SessionFile(save.path());
        place.jobs().start(WindowTexts.ALL.get("job.session-save", target.name()), _ -> {
            target.save(now);
            return target;
        }, (_, _) -> {
            if (mine == session) {
                file.set(save.path());
                saved = now;
                settling = false;
            }
            remember(target);
            messages.done(WindowTexts.ALL.get("session.saved", String.valueOf(save.path().getFileName())));
            look();
            written();
            if (!save.then().isEmpty()) {
                leave(() -> save.then().forEach(Runnable::run));
            }
        }, (_, why) -> {
            written();
            place.dialogs().problem(WindowTexts.ALL.get("session.not-saved"), why);
        }, _ -> written());
    }

    private void written() {
        saves.removeFirst();
        if (!saves.isEmpty()) {
            write(saves.getFirst());
        }
    }

    private void remember(SessionFile session) {
        OpenModel open = place.models().model().get();
        String about = WindowTexts.ALL.get("session.about", open == null ? "" : open.id().name());
        place.settings().opened(new RecentModel(session.name() + SessionFile.ENDING, session.path(), about, LocalDate.now(ZoneId.systemDefault()).toString()));
    }

    /// Does something that ends the session, after asking where that would lose work.
    void leave(Runnable then) {
        if (unsaved.get()) {
            Path path = file.get();
            dialogs.unsaved(path == null ? WindowTexts.ALL.get("session.untitled") : new SessionFile(path).name(), () -> save(Optional.of(then)), then);
        } else {
            then.run();
        }
    }

    /// Begins a session without edits and snapshots.
    void begin() {
        leave(() -> {
            waiting = null;
            session++;
            file.set(null);
            saved = null;
            begun = content.prompts();
            content.complete();
            Session now = content.now(Optional.empty());
            StudyState state = place.stack().history().now().get();
            content.show("", state.with(EditCards.NONE), now.prompts(), now.view(), List.of(), Optional.empty());
            changed();
        });
    }

    /// Opens a session in place of this one.
    void open(Path path) {
        leave(() -> read(new SessionFile(path), Optional.empty()));
    }

    /// Looks whether a crash has left a session, and asks what to do with it.
    void lookForLeft() {
        begun = content.prompts();
        place.threads().workers().execute(() -> autosave.left().ifPresent(left -> place.fx().execute(() ->
                dialogs.restore(SessionContent.clock(left.at()), () -> read(left.file(), Optional.of(left)), () -> autosave.drop(left)))));
    }

    private void read(SessionFile from, Optional<Autosave.Left> left) {
        List<RecentModel> recent = List.copyOf(place.settings().recent());
        place.jobs().start(WindowTexts.ALL.get("job.session-open", from.name()), job -> {
            SessionFile.Opened read = from.open();
            List<String> lost = new ArrayList<>(read.lost());
            StudyState state = read.session().state().state(problem -> lost.add(problem.sentence()));
            List<Snapshot> snapshots = read.session().snapshots().stream().map(each -> each.snapshot(problem -> lost.add(problem.sentence()))).toList();
            String before = read.session().facts().file();
            Path to = left.isEmpty() ? from.path() : before == null ? null : Path.of(before);
            Optional<Function<Progress, Path>> model = read.session().study().flatMap(study -> find(study, from.path(), recent, job));
            return new Opened(from, to, read, state, snapshots, lost, model.orElse(null), left);
        }, (_, opened) -> found(opened), (_, why) -> place.dialogs().problem(WindowTexts.ALL.get("session.not-opened", from.name()), why));
    }

    /// Where the model of a study is, if it is there or is found again. Not for the FX thread.
    private Optional<Function<Progress, Path>> find(SavedStudy study, Path session, List<RecentModel> recent, Progress progress) {
        String source = study.model().source();
        if (source.equals("bundled")) {
            return place.bundled().isPresent() ? Optional.of(place.bundled()::unpack) : Optional.empty();
        }
        if (source.equals(ModelFinder.GLASS_BOX)) {
            return Optional.of(glassBox::unpack);
        }
        Path path = Path.of(source);
        if (Files.exists(path)) {
            return Optional.of(_ -> ModelPlaces.chosen(path));
        }
        String name = study.model().name();
        return moved.find(name, path, study.model().sha256(), session, recent, progress).map(there -> {
            place.fx().execute(() -> place.dialogs().said(WindowTexts.ALL.get("session.moved", name, there)));
            return _ -> ModelPlaces.chosen(there);
        });
    }

    private void found(Opened opened) {
        Optional<SavedStudy.Model> model = opened.session().study().map(SavedStudy::model);
        OpenModel open = place.models().model().get();
        if (model.isEmpty() || (open != null && open.id().sha256().equals(model.get().sha256()))) {
            show(opened, Optional.empty());
        } else if (opened.model() != null) {
            openModel(opened, model.get().name(), opened.model());
        } else {
            missing(opened, WindowTexts.ALL.get("session.missing", model.get().name(), shortened(model.get().sha256())), List.of());
        }
    }

    private void missing(Opened opened, String sentence, List<SessionDialogs.Way> more) {
        dialogs.missing(sentence, () -> locate(opened), () -> show(opened, opened.session().study()), more);
    }

    private void locate(Opened opened) {
        Optional<Path> chosen = place.choosers().folder(WindowTexts.ALL.get("session.locate-title"));
        if (chosen.isEmpty()) {
            found(opened);
            return;
        }
        openModel(opened, String.valueOf(chosen.get().getFileName()), _ -> ModelPlaces.chosen(chosen.get()));
    }

    private void openModel(Opened opened, String name, Function<Progress, Path> folder) {
        waiting = opened;
        place.models().open(name, folder, new ModelSession.Asker() {
            @Override
            public void cancelled() {
                gaveUp(WindowTexts.ALL.get("session.model-cancelled", name), List.of());
            }

            @Override
            public void failed(Throwable problem, Runnable withLowMemory) {
                SessionDialogs.Way low = new SessionDialogs.Way(WindowTexts.ALL.get("open.low-memory"), () -> {
                    waiting = opened;
                    withLowMemory.run();
                });
                gaveUp(WindowTexts.sentence(problem), problem.getCause() instanceof MemoryShortage shortage && shortage.lowModeFits() ? List.of(low) : List.of());
            }

            private void gaveUp(String sentence, List<SessionDialogs.Way> more) {
                if (opened.equals(waiting)) {
                    waiting = null;
                    missing(opened, sentence, more);
                }
            }
        });
    }

    /// The model that the session waits for is open, or another one.
    private void modelOpened(OpenModel open) {
        Opened opened = waiting;
        waiting = null;
        content.complete();
        changed();
        Optional<SavedStudy.Model> model = opened == null ? Optional.empty() : opened.session().study().map(SavedStudy::model);
        if (opened == null || model.isEmpty()) {
            return;
        }
        if (open.id().sha256().equals(model.get().sha256())) {
            show(opened, Optional.empty());
            return;
        }
        int layers = opened.session().facts().layers();
        String sentence = WindowTexts.ALL.get("session.another", open.id().name(), shortened(open.id().sha256()), open.card().layers(), model.get().name(),
                shortened(model.get().sha256()), layers);
        List<SessionDialogs.Way> use = layers == open.card().layers()
                ? List.of(new SessionDialogs.Way(WindowTexts.ALL.get("session.use"), () -> show(opened, Optional.empty())))
                : List.of();
        missing(opened, sentence, use);
    }

    /// Opening a model by hand ends the wait for that of a session.
    void giveUpWaiting() {
        waiting = null;
    }

    private void show(Opened opened, Optional<SavedStudy> withoutModel) {
        session++;
        file.set(opened.to());
        saved = null;
        settling = opened.left().isEmpty();
        content.show(opened.from().name(), opened.state(), opened.session().prompts(), opened.session().view(), opened.snapshots(), withoutModel);
        if (settling) {
            saved = content.now(Optional.empty());
            remember(opened.from());
        }
        opened.left().ifPresent(left -> {
            autosave.keep(content.now(Optional.ofNullable(file.get())));
            place.threads().workers().execute(() -> {
                if (autosave.flush()) {
                    autosave.drop(left);
                }
            });
        });
        tell(opened);
        changed();
    }

    private void tell(Opened opened) {
        String name = String.valueOf(opened.from().path().getFileName());
        if (opened.read().backup()) {
            messages.warn(WindowTexts.ALL.get("session.backup", name), Optional.empty());
        }
        if (!opened.lost().isEmpty()) {
            messages.warn(WindowTexts.ALL.get("session.lost", name, String.join("; ", opened.lost())), Optional.empty());
        }
    }

    private static String shortened(String sha256) {
        return sha256.substring(0, Math.min(8, sha256.length()));
    }

    /// Autosaving could not be done; the work goes on.
    static void notKept(Messages messages, UnusableInputException problem) {
        messages.warn(WindowTexts.ALL.get("session.not-kept", problem.sentence()), Optional.empty());
    }

    /// The program ends as its user wishes: nothing is left to be restored.
    void close() {
        autosave.forget();
    }
}
