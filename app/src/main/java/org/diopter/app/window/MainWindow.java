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
import org.diopter.app.input.TextFile;
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
import org.diopter.model.hub.ModelFinder;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.EditStackPane;
import org.diopter.views.edits.HistoryButton;
import org.diopter.views.edits.LensUse;
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
public final class MainWindow implements WindowCommands.Opener {
    /// Of a dropped text, in bytes: far more than any context holds, and little enough to be edited.
    private static final long LONGEST_PROMPT = 1 << 20;
    private static final Executor FX = Platform::runLater;
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final WindowOptions options;
    private final ModelPlaces places;
    private final Stage stage;
    private final Supplier<HubAccess> hub;
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
        this.hub = hub;
        this.stage = stage;
        this.options = options;
        settingsFile = new SettingsFile(options.engine().home(), threads.timer(), why -> FX.execute(() -> notKept(why)));
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
        new StudyTrail(place.stack().history(), place.prompt(), place.trajectory().lenses(), place.models(), settings, this::openLens);
        Snapshots snapshots = new Snapshots();
        BundledModel glassBox = places.glassBox();
        SessionContent content = new SessionContent(place, desks.get(AttentionDesk.class).model(), snapshots, glassBox.folder(), options.seed());
        Autosave autosave = new Autosave(options.engine().home(), threads.timer(), problem -> FX.execute(() -> SessionWork.notKept(messages, problem)));
        sessions = new SessionWork(place, content, messages, autosave, glassBox, new MovedModel(options.engine().store()));
        RecentList recent = new RecentList(settings, threads.workers(), choosers, this::open);
        this.start = new StartPane(ProgramVersion.get(), recent.pane(), new StartActs());
        ModelPane model = new ModelPane(() -> actions.get("model.card").fire(), this::chooseModel);
        PromptPane prompt = new PromptPane(place.prompt(), place.context(), place.hasModel(), place.study()::runNow);
        StackCommands stackCommands = new StackCommands(place);
        stackCommands.followModel();
        stackCommands.register(actions, desks.get(CacheDesk.class)::useInStudy);
        EditStackPane stack = new EditStackPane(place.stack(), place.models().model().map(OpenModel::card), place.trajectory().runs().show(),
                place.edited().trouble(), desks, new Menus(actions).items(StackCommands.ADDITIONS), () -> actions.get("edit.snapshot").fire());
        HistoryButton history = new HistoryButton(place.stack(), snapshots, () -> actions.get("edit.snapshot").fire(), content::goTo);
        stack.addToHead(history);
        new SessionCommands(sessions, content, snapshots, desks.get(CompareDesk.class), place).register(actions, history::showList, this::chooseSession);
        NetEffectPane effect = new NetEffectPane(place.trajectory().runs(), place.context().unit());
        LeftPane left = new LeftPane(place.models(), place.trajectory(), model, prompt, writing(), stack, effect, this.start, welcome);
        JobsBar jobsBar = new JobsBar(jobs);
        tour = new Tour(settings, () -> place.show(TrajectoryDesk.NAME));
        WindowCommands commands = new WindowCommands(place, desks, left, options, welcome, tour);
        commands.register(actions, this, palette, jobsBar, () -> sessions.leave(stage::close), stage);
        ownWindows = new OwnWindows(desks, place, actions, appearance);
        status = new StatusBar(reports.said(), jobsBar, actions.get("model.card"), actions.get("file.settings"), options.seed());
        top = new TopBar(new Menus(actions).bar(WindowCommands.MENUS, WindowCommands.GROUPS), new ShowSwitch(place.trajectory().runs()),
                actions.get("help.commands"));
        Rail rail = new Rail(desks.all(), settings.view(), actions.get("file.settings"));
        CentreState state = new CentreState(place.models(), place.trajectory(), reports, actions);
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
        PromptModel prompt = new PromptModel(Examples.all(), new ExampleCommands(stack, this::openBundled));
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
        DropTarget drop = new DropTarget(this::open, place.lens()::open, this::readPrompt, threads.workers());
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
        frame.plain().bind(welcome.and(settings.view().isEqualTo(TrajectoryDesk.NAME)).or(place.trajectory().findings().isNull()));
        Watch.all(() -> frame.show(desks.front()), settings.view());
        desks.all().forEach(desk -> desk.pointed().subscribe((_, text) -> status.point(text)));
        place.prompt().openModel().bind(place.models().model().map(open -> open.id().name()).orElse(""));
        place.prompt().example().subscribe((_, example) -> followExample(example));
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

    /// Both models that come with the program open in a moment, so an example takes the one with it that it speaks of; a model of the user's stays open.
    private void followExample(PromptModel.@Nullable Example example) {
        OpenModel open = place.models().model().get();
        if (example != null && open != null && !example.model().equals(open.id().name())
                && (place.isExample(open) || open.id().folder().startsWith(places.glassBox().folder()))) {
            openBundled(example.model());
        }
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

    /// Opens the model of the options, else the last one, else the bundled example.
    void begin() {
        Beginning beginning = Beginning.of(options, settings);
        place.prompt().text().set(beginning.prompt());
        place.stack().history().begin("", place.stack().history().now().get());
        sessions.lookForLeft();
        threads.workers().execute(() -> {
            Optional<Path> file = beginning.file();
            FX.execute(() -> file.ifPresentOrElse(this::open, this::beginWithExample));
        });
    }

    /// Shows a first user around, once there is something to be seen.
    void offerTour() {
        tour.offer(welcome, place.trajectory().findings());
    }

    private void beginWithExample() {
        welcome.set(!settings.welcomed().get());
        openExample();
    }

    /// Opens a model folder, or a session.
    void open(Path folder) {
        if (SessionFile.isSession(folder)) {
            welcome.set(false);
            sessions.open(folder);
            return;
        }
        sessions.giveUpWaiting();
        if (!folder.startsWith(place.bundled().folder())) {
            welcome.set(false);
        }
        place.models().open(String.valueOf(folder.getFileName()), _ -> ModelPlaces.chosen(folder));
    }

    /// Adds a prompt that is the text of a file.
    private void readPrompt(Path file) {
        String name = String.valueOf(file.getFileName());
        jobs.start(WindowTexts.ALL.get("job.text", name), _ -> TextFile.read(file, LONGEST_PROMPT), (_, text) -> {
            welcome.set(false);
            place.prompt().add();
            place.prompt().rename(name);
            place.prompt().text().set(text.strip());
        }, (_, why) -> reports.notRun(why));
    }

    @Override
    public void chooseModel() {
        place.choosers().folder(WindowTexts.ALL.get("open.title")).ifPresent(this::open);
    }

    @Override
    public void chooseModelFile() {
        ModelFiles.choose(place.choosers(), WindowTexts.ALL.get("open.file-title")).ifPresent(this::open);
    }

    /// What the buttons of the start page do.
    private final class StartActs implements StartPane.Acts {
        @Override
        public void openFolder() {
            chooseModel();
        }

        @Override
        public void openFile() {
            chooseModelFile();
        }

        @Override
        public void openSession() {
            chooseSession();
        }

        @Override
        public void getModel() {
            MainWindow.this.getModel();
        }
    }

    private void chooseSession() {
        place.choosers().files(WindowTexts.ALL.get("session.open-title"), WindowTexts.ALL.get("session.kind"), List.of("*" + SessionFile.ENDING), false)
                .stream().findFirst().ifPresent(this::open);
    }

    /// Looks through a lens again that was looked through before.
    private void openLens(LensUse lens) {
        if (lens.source().equals(LensUse.BUNDLED)) {
            jobs.start(WindowTexts.ALL.get("job.lens", lens.name()), job -> places.bundledLens().unpack(job), (_, path) -> place.lens().open(path),
                    (_, why) -> place.failed().accept(why));
        } else {
            place.lens().open(StudyTrail.path(lens));
        }
    }

    @Override
    public void getModel() {
        place.dialogs().getModel(hub, this::open);
    }

    @Override
    public void openExample() {
        if (place.bundled().isPresent()) {
            place.models().open("almanac-8m", place.bundled()::unpack);
        } else {
            reports.done(WindowTexts.ALL.get("status.no-model"));
        }
    }

    /// Opens one of the models that come with the program, by its name.
    private void openBundled(String name) {
        if (name.equals(ModelFinder.GLASS_BOX)) {
            welcome.set(false);
            place.models().open(name, places.glassBox()::unpack);
        } else {
            openExample();
        }
    }

    @Override
    public void openGlassBox() {
        welcome.set(false);
        place.prompt().text().set(Examples.glassBox().text());
        place.models().open(ModelFinder.GLASS_BOX, places.glassBox()::unpack);
    }

    private void rememberPlace() {
        WindowPlace before = settings.window().get();
        Scene scene = stage.getScene();
        settings.window().set(stage.isMaximized() && before != null
                ? new WindowPlace(before.x(), before.y(), before.width(), before.height(), true)
                : new WindowPlace(stage.getX(), stage.getY(), scene.getWidth(), scene.getHeight(), stage.isMaximized()));
    }

    /// Takes no more work, stops what runs, waits for it, closes the engine, writes the settings.
    void close() throws InterruptedException {
        jobs.close();
        place.study().close();
        place.edited().cancel();
        engine.close();
        threads.close(CLOSING);
        sessions.close();
        settingsFile.flush();
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

    /// Whether the window shows what a first start shows.
    BooleanProperty welcome() {
        return welcome;
    }
}
