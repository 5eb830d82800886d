package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.diopter.app.action.Action;
import org.diopter.app.action.ActionRegistry;
import org.diopter.app.action.Menus;
import org.diopter.app.bundled.BundledBases;
import org.diopter.app.bundled.BundledKernels;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.JobsBar;
import org.diopter.app.session.Autosave;
import org.diopter.app.session.SessionFile;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.app.settings.WindowPlace;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CacheUse;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.hub.HubAccess;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.EditStackPane;
import org.diopter.views.edits.HistoryButton;
import org.diopter.views.edits.NetEffect;
import org.diopter.views.edits.NetEffectPane;
import org.diopter.views.edits.Snapshots;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Logo;
import org.diopter.views.kit.Messages;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Watch;
import org.diopter.views.model.ModelFacts;
import org.diopter.views.model.ModelPane;
import org.diopter.views.model.StartPane;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.prompt.PromptPane;
import org.diopter.views.prompt.WritingModel;
import org.diopter.views.prompt.WritingPane;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// The main window: makes its parts and joins them. Its views are its [desks][#desks].
public final class MainWindow {
    private static final Executor FX = Platform::runLater;
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final WindowOptions options;
    private final ModelPlaces places;
    private final Stage stage;
    private final Threads threads = Threads.start();
    private final SettingsFile settingsFile;
    private final Settings settings;
    private final Appearance appearance;
    private final Jobs jobs;
    private final Engine engine;
    private final BooleanProperty welcome = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper computing = new ReadOnlyStringWrapper("");
    private final ActionRegistry actions = new ActionRegistry(ResourceBundle.getBundle("org.diopter.app.action.actions", Locale.ROOT));
    private final Messages messages = new Messages();
    private final DialogLayer dialogLayer;
    private final WindowReports reports;
    private final Workplace place;
    private final Desks desks;
    private final CommandPalette palette = new CommandPalette(actions);
    private final TopBar top;
    private final StatusBar status;
    private final StartPane start;
    private final SessionWork sessions;
    private final Opening opening;
    private final OwnWindows ownWindows;
    private final Tour tour;
    private boolean saidNotKept;

    /// @param stage the window, not yet shown
    /// @param engine closed with the window
    /// @param choosers the system's file choosers
    MainWindow(Stage stage, WindowOptions options, Engine engine, Choosers choosers) {
        this(stage, options, engine, choosers, HubAccess::locate);
    }

    /// @param hub where models are downloaded from, when the user asks for one
    MainWindow(Stage stage, WindowOptions options, Engine engine, Choosers choosers, Supplier<HubAccess> hub) {
        this.stage = stage;
        this.options = options;
        settingsFile = new SettingsFile(options.engine().home(), threads.timer(), threads.workers(), why -> FX.execute(() -> notKept(why)));
        settings = settingsFile.open();
        appearance = new Appearance(settings);
        dialogLayer = new DialogLayer(settings.textScale());
        jobs = new Jobs(threads.workers(), FX);
        this.engine = engine;
        engine.whenStarted(workbench -> workbench.whenNotKept(why -> FX.execute(() -> notKept(why))), Runnable::run);
        places = new ModelPlaces(options.engine().home());
        BundledModel bundled = places.bundled();
        WindowDialogs dialogs = new WindowDialogs(dialogLayer, choosers, messages, jobs, appearance.context(threads.painting(), threads.workers()));
        reports = new WindowReports(dialogs, messages, settings, bundled, actions);
        place = workplace(bundled, dialogs, choosers);
        desks = new Desks(makeDesks(), settings.view());
        new StudyTrail(place.stack().history(), place.prompt(), place.trajectory().lenses(), place.models(), place.lens(), settings);
        Snapshots snapshots = new Snapshots();
        BundledModel glassBox = places.glassBox();
        SessionContent content = new SessionContent(place, desks.get(AttentionDesk.class).model(), snapshots, glassBox.folder(), options.seed());
        Autosave autosave = new Autosave(options.engine().home(), threads.timer(), threads.workers(),
                problem -> FX.execute(() -> SessionWork.notKept(messages, problem)));
        sessions = new SessionWork(place, content, messages, autosave, glassBox, new MovedModel(options.engine().store()));
        opening = new Opening(place, sessions, places, reports, welcome, hub);
        RecentList recent = new RecentList(settings, threads.workers(), choosers, opening::open);
        this.start = new StartPane(ProgramVersion.get(), recent.pane(), opening);
        ModelPane model = new ModelPane(() -> actions.get("model.card").fire(), opening::openFolder);
        PromptPane prompt = new PromptPane(place.prompt(), place.context(), place.hasModel(), place.study()::runNow);
        StackCommands stackCommands = new StackCommands(place);
        stackCommands.followModel();
        stackCommands.register(actions, desks.get(CacheDesk.class)::useInStudy);
        EditStackPane stack = new EditStackPane(place.stack(), place.models().model().map(OpenModel::card), place.trajectory().runs().show(),
                place.edited().trouble(), desks, new Menus(actions).items(StackCommands.ADDITIONS), () -> actions.get("edit.snapshot").fire());
        HistoryButton history = new HistoryButton(place.stack(), snapshots, () -> actions.get("edit.snapshot").fire(), content::goTo);
        stack.addToHead(history);
        new SessionCommands(sessions, content, snapshots, desks.get(CompareDesk.class), place).register(actions, history::showList, opening::openSession);
        NetEffectPane effect = new NetEffectPane(place.trajectory().runs(), place.context().unit());
        LeftPane left = new LeftPane(place.models(), place.trajectory(), model, prompt, writing(), stack, effect, this.start, welcome);
        JobsBar jobsBar = new JobsBar(jobs);
        tour = new Tour(settings, () -> place.show(TrajectoryDesk.NAME));
        WindowCommands commands = new WindowCommands(place, desks, left, options, welcome, tour);
        commands.register(actions, opening, palette, jobsBar, () -> sessions.leave(stage::close), stage);
        ownWindows = new OwnWindows(desks, place, actions, appearance);
        status = new StatusBar(reports.said(), jobsBar, actions.get("model.card"), actions.get("file.settings"), options.seed());
        top = new TopBar(new Menus(actions).bar(WindowCommands.MENUS, WindowCommands.GROUPS), new ShowSwitch(place.trajectory().runs()),
                actions.get("help.commands"));
        Rail rail = new Rail(desks.all(), settings.view(), actions.get("file.settings"));
        CentreState state = new CentreState(place.models(), place.trajectory(), place.prompt(), reports, actions);
        WindowFrame frame = new WindowFrame(top, rail, left, state, status, settings.dividers(), settings.hidden(), settings.textScale(),
                row -> row.addBeforeLast(ownWindowButton()));
        commands.join(frame);
        ownWindows.join(frame);
        ownWindows.dialogsIn(stage, dialogLayer.visibleProperty(), palette.visibleProperty());
        build(frame);
        listen(frame);
    }

    private WritingPane writing() {
        WritingModel model = new WritingModel();
        WritingSession session = new WritingSession(
                engine, jobs, place.models(), place.prompt(), place.trajectory().runs(), place.study(), model, FX, reports::notRun);
        BooleanExpression writable = place.trajectory().runs().baseline().isNotNull().and(place.hasModel());
        actions.add("run.write", writable, session::toggle);
        return new WritingPane(model, writable, actions.get("run.write").shortcutText(), session::toggle, session::takeBack);
    }

    private Workplace workplace(BundledModel bundled, WindowDialogs dialogs, Choosers choosers) {
        TrajectoryModel trajectory = new TrajectoryModel();
        EditStackModel stack = new EditStackModel();
        PromptModel prompt = new PromptModel(Examples.all(), new ExampleCommands(stack, name -> opening().openBundled(name)));
        prompt.autoRun().bindBidirectional(settings.autoRun());
        LensReports lensReports = new LensReports(dialogLayer, messages, () -> actions.get("file.lens").fire(), () -> settings.view().set(LensDesk.NAME));
        LensSession lens = new LensSession(engine, jobs, trajectory, settings, bundled, places.bundledLens(), FX, lensReports);
        ModelSession models = new ModelSession(engine, jobs, lens, reports);
        models.lowMemory().bind(settings.lowMemory());
        StudyRunner runner = new StudyRunner(engine, ProgramVersion.get(), options.seed());
        StudySession study = new StudySession(models, jobs, prompt, trajectory, runner, threads.timer(), FX, reports);
        EditedSession edited = new EditedSession(engine, runner, jobs, models, trajectory, stack.changes(), trajectory.runs(), threads.timer(), FX,
                reports::notRun);
        return new Workplace(engine, runner, jobs, threads, FX, models, study, lens, stack, edited, prompt, trajectory, settings,
                appearance.context(threads.painting(), threads.workers()), computing.getReadOnlyProperty(), dialogs, choosers, bundled, reports::notRun);
    }

    /// The window's views, in the order of the rail.
    private List<Desk> makeDesks() {
        SampleText samples = new SampleText(MainWindow.class.getClassLoader(), ModelPlaces.BUNDLED, options.engine().home().resolve("texts"));
        return List.of(
                new TrajectoryDesk(place, welcome, actions),
                new AttentionDesk(place),
                directions(samples),
                new RankDesk(place, options.engine(), options.seed()),
                new CacheDesk(place, BundledKernels.in(options.engine().home()), samples, options.engine().home()),
                new LensDesk(place, samples, options.engine().home()),
                new CompareDesk(place, actions),
                new AnomalyDesk(place));
    }

    private DirectionsDesk directions(SampleText samples) {
        return new DirectionsDesk(place, BundledBases.in(options.engine().home()), places.bundledLens(), samples);
    }

    private Button ownWindowButton() {
        Action own = actions.get("window.own");
        Button button = Parts.iconButton(Icon.OWN_WINDOW, own.title());
        button.setOnAction(_ -> own.fire());
        return button;
    }

    private void build(WindowFrame frame) {
        DropTarget drop = new DropTarget(opening::open, place.lens()::open, opening::addPrompt, threads.workers());
        StackPane.setAlignment(messages, Pos.BOTTOM_RIGHT);
        StackPane root = new StackPane(frame, tour, palette, messages, drop, dialogLayer);
        root.getStyleClass().add("window");
        drop.install(root);
        new FigureMenu(actions, place.dialogs(), place::export).install(root);
        WindowPlace before = settings.window().get();
        Scene scene = new Scene(root, before == null ? WIDTH : before.width(), before == null ? HEIGHT : before.height());
        appearance.dress(scene);
        new HeldBaseline(place.trajectory().runs()).install(scene);
        stage.setScene(scene);
        stage.setTitle("Diopter");
        stage.setMinWidth(1120);
        stage.setMinHeight(700);
        stage.getIcons().setAll(Logo.picture(16), Logo.picture(32), Logo.picture(64));
        if (before != null && !Screen.getScreensForRectangle(before.x(), before.y(), before.width(), before.height()).isEmpty()) {
            stage.setX(before.x());
            stage.setY(before.y());
            stage.setMaximized(before.maximized());
        }
        stage.setOnHiding(_ -> {
            ownWindows.close();
            rememberPlace();
        });
        stage.setOnCloseRequest(event -> {
            if (sessions.unsaved().get()) {
                event.consume();
                sessions.leave(stage::close);
            }
        });
    }

    private void listen(WindowFrame frame) {
        frame.plain().bind(welcome.and(settings.view().isEqualTo(TrajectoryDesk.NAME)).or(frame.covered()));
        Watch.all(() -> frame.show(desks.front()), settings.view());
        desks.all().forEach(desk -> desk.pointed().subscribe((_, text) -> status.point(text)));
        place.prompt().openModel().bind(place.models().model().map(open -> open.id().name()).orElse(""));
        place.prompt().example().subscribe((_, example) -> opening.follow(example));
        Watch.all(this::showOpen, place.models().model(), welcome, sessions.file(), sessions.unsaved());
        place.prompt().text().subscribe((_, text) -> settings.prompt().set(text));
        computing.subscribe(status::showProvider);
        place.trajectory().runs().effect().subscribe((_, effect) -> sayPolicy(effect));
        engine.whenStarted(workbench -> {
            computing.set(Computer.processor(workbench));
            jobs.start(WindowTexts.ALL.get("computer.processor"), _ -> Computer.look(workbench),
                    (_, computer) -> start.showComputer(computer.lines(() -> actions.get("help.gpu").fire())), (_, _) -> {});
        }, FX);
        Watch.all(sessions::changed, place.stack().history().now(), place.trajectory().look(), place.trajectory().pins().pinned(), place.trajectory().selected(),
                place.trajectory().runs().wanted(), place.trajectory().findings(), settings.view());
        status.watchMemory(threads.timer(), desks.get(LensDesk.class).model().memory());
    }

    /// The disk is full or may not be written: said once, since it goes on so.
    private void notKept(UnusableInputException why) {
        if (!saidNotKept) {
            saidNotKept = true;
            messages.warn(WindowTexts.ALL.get("status.not-kept", why.sentence()), Optional.empty());
        }
    }

    /// What a policy in the stack has done is said with its name and its timing: the same policy gives other numbers under another one.
    private void sayPolicy(@Nullable NetEffect effect) {
        CacheUse use = place.stack().changes().get().cache();
        if (effect != null && !use.isFull()) {
            reports.done(WindowTexts.ALL.get("status.policy", use.text(), Numbers.divergence(effect.divergence())));
        }
    }

    private void showOpen() {
        OpenModel model = place.models().model().get();
        Path session = sessions.file().get();
        stage.setTitle(session == null ? "Diopter" : session.getFileName() + " · Diopter");
        status.showModel(model == null ? "" : model.id().name());
        if (session != null && !welcome.get()) {
            top.showSession(new SessionFile(session).name(), SessionFile.ENDING, sessions.unsaved().get());
        } else if (welcome.get() || model == null) {
            top.show("Diopter", "", false);
        } else {
            top.show(model.id().name(), ModelFacts.of(model, Optional.empty(), "").layout(), sessions.unsaved().get());
        }
    }

    /// Opens what the options say, else what was open last, else the bundled example.
    void begin() {
        opening.begin(options);
    }

    /// Shows a first user around, once there is something to be seen.
    void offerTour() {
        tour.offer(welcome, place.trajectory().findings());
    }

    private void rememberPlace() {
        WindowPlace before = settings.window().get();
        Scene scene = stage.getScene();
        settings.window().set(stage.isMaximized() && before != null
                ? new WindowPlace(before.x(), before.y(), before.width(), before.height(), true)
                : new WindowPlace(stage.getX(), stage.getY(), scene.getWidth(), scene.getHeight(), stage.isMaximized()));
    }

    /// Takes no more work, writes what is kept, stops what runs, waits for it, closes the engine. Whoever does not wait so long loses nothing.
    void close() throws InterruptedException {
        jobs.close();
        sessions.close();
        settingsFile.flush();
        place.study().close();
        place.edited().cancel();
        engine.close();
        threads.close(CLOSING);
        settingsFile.flush(); // what ended meanwhile has set
    }

    Stage stage() {
        return stage;
    }

    Workplace place() {
        return place;
    }

    Desks desks() {
        return desks;
    }

    ActionRegistry actions() {
        return actions;
    }

    CommandPalette palette() {
        return palette;
    }

    DialogLayer dialogLayer() {
        return dialogLayer;
    }

    OwnWindows ownWindows() {
        return ownWindows;
    }

    WindowReports reports() {
        return reports;
    }

    Tour tour() {
        return tour;
    }

    SessionWork sessions() {
        return sessions;
    }

    Opening opening() {
        return opening;
    }

    /// Whether the window shows what a first start shows.
    BooleanProperty welcome() {
        return welcome;
    }
}
