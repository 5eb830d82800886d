package org.diopter.app.window;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.ContextMenu;
import org.diopter.app.settings.Settings;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.anomaly.AnomalyView;
import org.diopter.views.anomaly.PromptInspector;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.attention.AttentionView;
import org.diopter.views.attention.QueryInspector;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.diopter.views.model.FirstSteps;
import org.diopter.views.prompt.PromptBar;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.training.RecipePane;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.training.TrainingView;
import org.diopter.views.trajectory.CellInspector;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.TrajectoryModel;
import org.diopter.views.trajectory.TrajectoryView;
import org.jspecify.annotations.Nullable;

/// The window's views, each made on first use.
final class WindowViews {
    static final String TRAJECTORY = "trajectory";
    static final String ATTENTION = "attention";
    static final String LENS = "lens";
    static final String ANOMALY = "anomaly";
    private static final List<String> CELL_MENU = List.of("figure.pin-top", "edit.copy-value", "view.table", "figure.export");

    private final TrajectoryModel trajectory;
    private final AttentionModel attention;
    private final TrainingModel training;
    private final AnomalyModel anomaly;
    private final WindowSessions sessions;
    private final PromptModel prompt;
    private final WindowCommands commands;
    private final Settings settings;
    private final ViewContext context;
    private final BooleanProperty welcome;
    private final List<ViewEntry> entries;
    private @Nullable TrajectoryView trajectoryView;
    private @Nullable AttentionView attentionView;
    private @Nullable TrainingView trainingView;
    private @Nullable AnomalyView anomalyView;

    WindowViews(TrajectoryModel trajectory, AttentionModel attention, TrainingModel training, AnomalyModel anomaly,
            WindowSessions sessions, PromptModel prompt, WindowCommands commands, Settings settings, ViewContext context, BooleanProperty welcome) {
        this.trajectory = trajectory;
        this.attention = attention;
        this.training = training;
        this.anomaly = anomaly;
        this.sessions = sessions;
        this.prompt = prompt;
        this.commands = commands;
        this.settings = settings;
        this.context = context;
        this.welcome = welcome;
        entries = List.of(
                entry(TRAJECTORY, Icon.TRAJECTORY, this::trajectoryView, () -> new CellInspector(trajectory, context)),
                entry(ATTENTION, Icon.ATTENTION, this::attentionView, () -> new QueryInspector(attention, trajectory.selected(), context)),
                entry(LENS, Icon.LENS, this::trainingView, () -> new RecipePane(training, commands.lenses())),
                entry(ANOMALY, Icon.ANOMALY, this::anomalyView,
                        () -> new PromptInspector(anomaly, context, commands.anomalies()::openInTrajectory)));
        keepSettings();
    }

    private static ViewEntry entry(String name, Icon icon, java.util.function.Supplier<javafx.scene.Node> centre,
            java.util.function.Supplier<javafx.scene.Node> inspector) {
        return new ViewEntry(name, WindowTexts.ALL.get("view." + name), WindowTexts.ALL.get("view." + name + ".help"), icon, centre,
                Optional.of(inspector));
    }

    /// Unit and colour map follow the settings, and the settings the map.
    private void keepSettings() {
        Watch.all(() -> trajectory.change(look -> look.withUnit(context.unit().get())), context.unit());
        for (ColorMap map : ColorMap.values()) {
            if (map.label().equals(settings.map().get()) && !map.isTwoSided()) {
                trajectory.change(look -> look.withMap(map));
                attention.map().set(map);
            }
        }
        String lens = settings.lensMode().get();
        Arrays.stream(LensMode.values()).filter(mode -> mode.name().equals(lens)).forEach(trajectory.lenses().wanted()::set);
        trajectory.lenses().wanted().subscribe((_, mode) -> settings.lensMode().set(mode.name()));
        trajectory.look().subscribe((_, look) -> settings.map().set(look.map().label()));
    }

    /// The views, in the order of the rail.
    List<ViewEntry> entries() {
        return entries;
    }

    /// The view with this name, else the first.
    ViewEntry entry(@Nullable String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst().orElse(entries.getFirst());
    }

    /// This view is shown now.
    void shown(String name) {
        sessions.attention().shown().set(name.equals(ATTENTION));
    }

    /// The trajectory view, if it has been made.
    Optional<TrajectoryView> trajectory() {
        return Optional.ofNullable(trajectoryView);
    }

    /// The attention view, if it has been made.
    Optional<AttentionView> attention() {
        return Optional.ofNullable(attentionView);
    }

    /// The figure that is looked at: the one with the focus, else the view's first.
    Optional<Figure> figure() {
        return switch (String.valueOf(settings.view().get())) {
            case ATTENTION -> attention().flatMap(view -> Optional.ofNullable(view.picture().shown().get()));
            case LENS -> Optional.ofNullable(trainingView).flatMap(TrainingView::focused);
            case ANOMALY -> Optional.ofNullable(anomalyView).flatMap(AnomalyView::focused);
            default -> trajectory().flatMap(TrajectoryView::focused);
        };
    }

    /// Shows the figure of the view as a table, or the table as a figure.
    void toggleTable() {
        switch (String.valueOf(settings.view().get())) {
            case ATTENTION -> attention().ifPresent(view -> view.asTable().setSelected(!view.asTable().isSelected()));
            case LENS -> training.asTable().set(!training.asTable().get());
            case ANOMALY -> anomaly.asTable().set(!anomaly.asTable().get());
            default -> trajectory.asTable().set(!trajectory.asTable().get());
        }
    }

    private TrajectoryView trajectoryView() {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(commands.menuItems(CELL_MENU));
        TrajectoryView view = new TrajectoryView(trajectory, context, menu, commands);
        if (settings.dividers().containsKey("grid")) {
            view.gridShare().set(settings.dividers().get("grid"));
        }
        view.gridShare().subscribe((_, share) -> settings.dividers().put("grid", share.doubleValue()));
        PromptBar bar = new PromptBar(prompt, sessions.study().model().isNotNull(), keys("run.run"), sessions.study()::runNow);
        FirstSteps steps = new FirstSteps(keys("help.keys"), keys("help.commands"), () -> {
            settings.welcomed().set(true);
            welcome.set(false);
        });
        Watch.all(() -> {
            view.setAbove(welcome.get() ? bar : null);
            view.setBeside(welcome.get() ? steps : null);
            view.setNote(welcome.get() ? commands.modelNote() : "");
            view.setWelcoming(welcome.get());
        }, welcome, sessions.study().model());
        trajectoryView = view;
        return view;
    }

    private String keys(String action) {
        return commands.actions().get(action).shortcutText();
    }

    private AttentionView attentionView() {
        AttentionView view = new AttentionView(attention, trajectory.selected(), context, commands::export);
        view.pointed().subscribe(text -> commands.point(text));
        attentionView = view;
        return view;
    }

    private TrainingView trainingView() {
        TrainingView view = new TrainingView(training, context, sessions.study().model().isNotNull(), trajectory.lenses().held().isNotNull(),
                trajectory.lenses().held().map(HeldLens::title).orElse(WindowTexts.ALL.get("lens.logit")), commands.lenses());
        trainingView = view;
        return view;
    }

    private AnomalyView anomalyView() {
        AnomalyView view = new AnomalyView(anomaly, context, commands.anomalies());
        anomalyView = view;
        return view;
    }
}
