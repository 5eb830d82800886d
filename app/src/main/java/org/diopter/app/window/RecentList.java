package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import org.diopter.app.settings.RecentModel;
import org.diopter.app.settings.Settings;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.hub.ModelFinder;
import org.diopter.views.model.RecentModels;

/// Keeps the list of recent models on the screen. Whether a model is still there is looked up off the FX thread.
final class RecentList implements RecentModels.Acts {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private final Settings settings;
    private final Executor workers;
    private final Choosers choosers;
    private final Consumer<Path> open;
    private final RecentModels pane = new RecentModels(this);

    RecentList(Settings settings, Executor workers, Choosers choosers, Consumer<Path> open) {
        this.settings = settings;
        this.workers = workers;
        this.choosers = choosers;
        this.open = open;
        settings.recent().addListener((ListChangeListener<RecentModel>) _ -> refresh());
        refresh();
    }

    RecentModels pane() {
        return pane;
    }

    /// Looks again which of them are there.
    void refresh() {
        List<RecentModel> models = List.copyOf(settings.recent());
        workers.execute(() -> {
            List<RecentModels.Line> lines = models.stream()
                    .map(model -> new RecentModels.Line(model.name(), model.about(), day(model.opened(), LocalDate.now(ZoneId.systemDefault())), model.folder(),
                            Files.notExists(model.folder())))
                    .toList();
            Platform.runLater(() -> pane.show(lines));
        });
    }

    /// A day as people say it.
    static String day(String iso, LocalDate today) {
        try {
            LocalDate day = LocalDate.parse(iso);
            if (day.equals(today)) {
                return WindowTexts.ALL.get("opened.today");
            }
            return day.equals(today.minusDays(1)) ? WindowTexts.ALL.get("opened.yesterday") : DAY.format(day);
        } catch (DateTimeParseException unknown) {
            return "";
        }
    }

    @Override
    public void open(Path folder) {
        open.accept(folder);
    }

    @Override
    public void locate(Path folder) {
        String title = WindowTexts.ALL.get("locate.title", String.valueOf(folder.getFileName()));
        Optional<Path> found = isFile(folder) ? ModelFiles.choose(choosers, title) : choosers.folder(title);
        found.ifPresent(now -> workers.execute(() -> {
            boolean isModel = DropVerdict.of(List.of(now)).kind() == DropVerdict.Kind.MODEL;
            Platform.runLater(() -> {
                if (isModel) {
                    settings.recent().removeIf(model -> model.folder().equals(folder));
                }
                open.accept(now);
            });
        }));
    }

    /// A path that is not there any more tells by its name what it was.
    private static boolean isFile(Path missing) {
        return GgufFile.isNamed(missing) || ModelFinder.isOnnx(missing);
    }

    @Override
    public void clear() {
        settings.recent().clear();
    }
}
