package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.JobsBar;
import org.diopter.app.settings.RecentModel;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.app.settings.WindowPlace;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.MemoryShortage;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.Workbench;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.hub.HubAccess;
import org.diopter.model.hub.ModelFinder;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.Logo;
import org.diopter.views.kit.Messages;
import org.diopter.views.kit.Watch;
import org.diopter.views.model.ModelFacts;
import org.diopter.views.model.ModelPane;
import org.diopter.views.model.StartPane;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.prompt.PromptPane;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// The main window: makes its parts and joins them.
public final class MainWindow implements StudySession.Listener {
    private static final Executor FX = Platform::runLater;
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final String BUNDLED = "org/diopter/bundled/almanac-8m";
    private static final String BUNDLED_LENS = BUNDLED + "/lens";

    private final WindowOptions options;
    private final Stage stage;
    private final Threads threads = Threads.start();
    private final SettingsFile settingsFile;
    private final Settings settings;
    private final Jobs jobs;
    private final Engine engine;
    private final Supplier<HubAccess> hub;
    private final BundledModel bundled;
    private final PromptModel prompt = new PromptModel(Examples.all());
    private final TrajectoryModel trajectory = new TrajectoryModel();
    private final AttentionModel attention = new AttentionModel();
    private final TrainingModel training = new TrainingModel();
    private final AnomalyModel anomaly = new AnomalyModel();
    private final BooleanProperty welcome = new SimpleBooleanProperty();
    private @Nullable Throwable lastProblem;
    private final Messages messages = new Messages();
    private final DialogLayer dialogLayer = new DialogLayer();
    private final Appearance appearance;
    private final WindowSessions sessions;
    private final StudySession session;
    private final WindowDialogs dialogs;
    private final WindowViews views;
    private final WindowCommands commands;
    private final TopBar top;
    private final StatusBar status;
    private final StartPane start;
    private final CentreState state;
    private final RecentList recent;
    private String computing = "";

    /// @param stage the window, not yet shown
    /// @param start starts the engine, off the FX thread
    /// @param choosers the system's file choosers
    MainWindow(Stage stage, WindowOptions options, Supplier<Workbench> start, Choosers choosers) {
        this(stage, options, start, choosers, HubAccess::locate);
    }

    /// @param hub where models are downloaded from, when the user asks for one
    MainWindow(Stage stage, WindowOptions options, Supplier<Workbench> start, Choosers choosers, Supplier<HubAccess> hub) {
        this.hub = hub;
        this.stage = stage;
        this.options = options;
        Path home = options.engine().home();
        settingsFile = new SettingsFile(home, threads.timer());
        settings = settingsFile.open();
        appearance = new Appearance(settings);
        jobs = new Jobs(threads.workers(), FX);
        engine = new Engine(start, threads.workers());
        bundled = new BundledModel(MainWindow.class.getClassLoader(), BUNDLED, home.resolve("models"));
        prompt.autoRun().bindBidirectional(settings.autoRun());
        sessions = makeSessions();
        session = sessions.study();
        session.lowMemory().bind(settings.lowMemory());
        dialogs = new WindowDialogs(dialogLayer, choosers, messages, jobs, appearance.context(threads.painting(), threads.workers()));
        commands = new WindowCommands(this, choosers, settings);
        views = new WindowViews(trajectory, attention, training, anomaly, sessions, prompt, commands, settings,
                appearance.context(threads.painting(), threads.workers()), welcome);
        recent = new RecentList(settings, threads.workers(), choosers, this::open);
        this.start = new StartPane(ProgramVersion.get(), recent.pane(), commands::openModel, commands::openModelFile, commands::getModel);
        ModelPane model = new ModelPane(commands::showCard, commands::openModel);
        LeftPane left = new LeftPane(session, trajectory, model, new PromptPane(prompt, session.model().isNotNull(), session::runNow), this.start, welcome);
        JobsBar jobsBar = new JobsBar(jobs);
        status = new StatusBar(jobsBar, commands.actions().get("model.card"), commands.actions().get("file.settings"), options.seed());
        top = new TopBar(commands.menuBar(), commands.actions().get("help.commands"));
        Rail rail = new Rail(views.entries(), settings.view(), commands.actions().get("file.settings"));
        state = new CentreState(session, trajectory, commands);
        WindowFrame frame = new WindowFrame(top, rail, left, state, status, settings.dividers(), settings.hidden(), settings.textScale());
        commands.join(frame, left, views, jobsBar);
        build(frame);
        listen(frame);
    }

    private WindowSessions makeSessions() {
        BundledModel lens = new BundledModel(MainWindow.class.getClassLoader(), BUNDLED_LENS, options.engine().home().resolve("lenses"));
        LensReports reports = new LensReports(dialogLayer, messages, () -> commands().openLens(),
                () -> settings.view().set(WindowViews.LENS));
        LensSession lensSession = new LensSession(engine, jobs, trajectory, settings, bundled, lens, FX, reports);
        StudyRunner runner = new StudyRunner(engine, ProgramVersion.get(), options.seed());
        StudySession study = new StudySession(engine, jobs, prompt, trajectory, runner, lensSession, threads.timer(), FX, this);
        BesideSession beside = new BesideSession(engine, runner, jobs, study.model(), trajectory, threads.timer(), FX, this::notRun);
        SampleText samples = new SampleText(MainWindow.class.getClassLoader(), BUNDLED, options.engine().home().resolve("texts"));
        TrainingSession trainingSession = new TrainingSession(jobs, study.model(), training, lensSession, settings, samples,
                options.engine().home(), runner::about, FX, this::notRun);
        return new WindowSessions(study, lensSession, beside,
                new AttentionSession(engine, jobs, trajectory, attention, threads.timer(), FX, this::notRun), trainingSession,
                new AnomalySession(jobs, study.model(), trajectory.lenses(), anomaly, runner, threads.timer(), FX, this::notRun));
    }

    private void build(WindowFrame frame) {
        DropTarget drop = new DropTarget(this::open, sessions.lens()::open, threads.workers());
        StackPane.setAlignment(messages, javafx.geometry.Pos.BOTTOM_RIGHT);
        StackPane root = new StackPane(frame, commands.palette(), messages, drop, dialogLayer);
        root.getStyleClass().add("window");
        drop.install(root);
        WindowPlace place = settings.window().get();
        Scene scene = new Scene(root, place == null ? WIDTH : place.width(), place == null ? HEIGHT : place.height());
        appearance.dress(scene);
        stage.setScene(scene);
        stage.setTitle("Diopter");
        stage.setMinWidth(1120);
        stage.setMinHeight(700);
        stage.getIcons().setAll(Logo.picture(16), Logo.picture(32), Logo.picture(64));
        if (place != null && !Screen.getScreensForRectangle(place.x(), place.y(), place.width(), place.height()).isEmpty()) {
            stage.setX(place.x());
            stage.setY(place.y());
            stage.setMaximized(place.maximized());
        }
        stage.setOnHiding(_ -> rememberPlace());
    }

    private void listen(WindowFrame frame) {
        frame.plain().bind(welcome.and(settings.view().isEqualTo(WindowViews.TRAJECTORY)).or(trajectory.findings().isNull()));
        settings.view().subscribe(name -> {
            frame.show(views.entry(name));
            views.shown(name);
        });
        Watch.all(this::showPointed, trajectory.hovered(), attention.known());
        Watch.all(this::showTitle, session.model(), welcome);
        session.check().subscribe((_, check) -> showCheck(check));
        prompt.text().subscribe((_, text) -> settings.prompt().set(text));
        engine.whenStarted(workbench -> {
            computing = Computer.processor(workbench);
            status.showProvider(computing);
            jobs.start(WindowTexts.ALL.get("computer.processor"), _ -> Computer.look(workbench),
                    (_, computer) -> start.showComputer(computer.facts()), (_, _) -> {});
        }, FX);
        status.watchMemory(threads.timer(), training.memory());
    }

    /// Opens the model of the options, else the last one, else the bundled example.
    void begin() {
        String first = Examples.all().getFirst().text();
        prompt.text().set(options.prompt().orElseGet(() -> settings.prompt().get() == null ? first : settings.prompt().get()));
        List<Path> recentFolders = settings.recent().stream().map(RecentModel::folder).toList();
        threads.workers().execute(() -> {
            Optional<Path> last = options.model().or(() -> recentFolders.stream().limit(1).filter(Files::exists).findFirst());
            FX.execute(() -> last.ifPresentOrElse(this::open, this::beginWithExample));
        });
    }

    private void beginWithExample() {
        welcome.set(!settings.welcomed().get());
        openExample();
    }

    /// Opens a model folder.
    void open(Path folder) {
        if (!folder.startsWith(bundled.folder())) {
            welcome.set(false);
        }
        session.open(String.valueOf(folder.getFileName()), _ -> ModelFinder.at(folder));
    }

    /// Asks which model to download.
    void getModel() {
        dialogs.getModel(hub, this::open);
    }

    /// Opens the model that comes with the program.
    void openExample() {
        if (bundled.isPresent()) {
            session.open("almanac-8m", bundled::unpack);
        } else {
            status.done(WindowTexts.ALL.get("status.no-model"));
        }
    }

    @Override
    public void opened(OpenModel model) {
        status.showModel(model.id().name());
        if (!model.id().folder().startsWith(bundled.folder())) {
            String about = ModelFacts.of(model, Optional.empty(), "").summary();
            settings.opened(new RecentModel(model.id().name(), model.id().folder(), about, LocalDate.now(ZoneId.systemDefault()).toString()));
        }
    }

    @Override
    public void notOpened(String name, Throwable problem) {
        lastProblem = problem;
        String title = WindowTexts.ALL.get("open.failed", name);
        status.failed(title);
        if (problem instanceof UnusableInputException input && input.getCause() instanceof MemoryShortage shortage && shortage.lowModeFits()) {
            dialogs.tooLarge(title, input, session::openAgainWithLowMemory);
        } else if (session.model().get() == null) {
            state.failed(title, problem);
        } else {
            dialogs.problem(title, problem);
        }
    }

    @Override
    public void ran(Duration took) {
        status.done(WindowTexts.ALL.get("status.ran", Numbers.duration(took.toMillis())));
    }

    @Override
    public void notRun(Throwable problem) {
        lastProblem = problem;
        String title = WindowTexts.ALL.get("run.failed");
        String sentence = problem instanceof UnusableInputException input ? input.sentence() : title + ": " + problem.getMessage();
        String code = problem instanceof UnusableInputException input ? input.code() : "";
        status.failed(title);
        messages.error(sentence, code, Optional.of(new Messages.Step(WindowTexts.ALL.get("details"), () -> dialogs.problem(title, problem))));
    }

    /// What model is shown, for the tool bar of a first start.
    String modelNote() {
        OpenModel model = session.model().get();
        if (model == null) {
            return "";
        }
        boolean example = model.id().folder().startsWith(bundled.folder());
        return example ? WindowTexts.ALL.get("example.note", model.id().name()) : model.id().name();
    }

    private void showCheck(@Nullable SelfCheck check) {
        OpenModel model = session.model().get();
        if (check != null && model != null) {
            String name = model.id().name();
            if (check.passed()) {
                status.done(WindowTexts.ALL.get("status.ready", name, ModelFacts.scientific(check.maxRelativeError())));
            } else {
                String failed = WindowTexts.ALL.get("status.check-failed", name);
                status.failed(failed);
                messages.warn(failed, Optional.of(new Messages.Step(commands.actions().get("model.card").title(), commands::showCard)));
            }
        }
    }

    private void showPointed() {
        Cell cell = trajectory.hovered().get();
        TrajectoryFigure figure = trajectory.figure().get();
        status.point(cell == null || figure == null ? "" : figure.describe(cell));
    }

    private void showTitle() {
        OpenModel model = session.model().get();
        if (welcome.get() || model == null) {
            top.show("Diopter", "");
        } else {
            top.show(model.id().name(), ModelFacts.of(model, Optional.empty(), "").layout());
        }
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
        session.cancel();
        engine.close();
        threads.close(CLOSING);
        settingsFile.flush();
    }

    Stage stage() {
        return stage;
    }

    Settings settings() {
        return settings;
    }

    WindowSessions sessions() {
        return sessions;
    }

    StudySession session() {
        return session;
    }

    WindowDialogs dialogs() {
        return dialogs;
    }

    DialogLayer dialogLayer() {
        return dialogLayer;
    }

    TrajectoryModel trajectory() {
        return trajectory;
    }

    AttentionModel attention() {
        return attention;
    }

    TrainingModel training() {
        return training;
    }

    AnomalyModel anomaly() {
        return anomaly;
    }

    PromptModel prompt() {
        return prompt;
    }

    /// What went wrong last, if anything did.
    Optional<Throwable> lastProblem() {
        return Optional.ofNullable(lastProblem);
    }

    BooleanProperty welcome() {
        return welcome;
    }

    StatusBar status() {
        return status;
    }

    WindowViews views() {
        return views;
    }

    WindowCommands commands() {
        return commands;
    }

    List<Path> places() {
        return List.of(options.engine().home());
    }

    /// What computes, in words; empty until the engine has started.
    String computing() {
        return computing;
    }
}
