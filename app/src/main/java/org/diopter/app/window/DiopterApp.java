package org.diopter.app.window;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.diopter.app.settings.SettingsFile;
import org.diopter.views.kit.Typefaces;
import org.jspecify.annotations.Nullable;

/// The program with its window. Started with [WindowOptions] as arguments:
/// `Application.launch(DiopterApp.class, options.toArguments().toArray(String[]::new))`.
public final class DiopterApp extends Application {
    private @Nullable MainWindow window;

    @Override
    public void start(Stage stage) {
        WindowOptions asked = WindowOptions.of(getParameters().getNamed());
        WindowOptions options = asked.under(SettingsFile.look(asked.engine().home()));
        Engine engine = EarlyStart.engine(options);
        Typefaces.load();
        MainWindow main = new MainWindow(stage, options, engine, new SystemChoosers(stage));
        window = main;
        Thread.setDefaultUncaughtExceptionHandler(new UnexpectedErrors(
                problem -> Platform.runLater(() -> main.place().dialogs().problem(WindowTexts.ALL.get("unexpected.title"), problem))));
        stage.show();
        main.begin();
        main.offerTour();
    }

    @Override
    public void stop() throws InterruptedException {
        if (window != null) {
            window.close();
        }
    }
}
