package org.diopter.app.window;

import java.util.concurrent.CancellationException;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.tokenizer.TokenSequence;

/// What the window will need first, begun before there is one: the engine starts, and where the window will open the bundled model, that is opened and its
/// prompt run once, while the toolkit starts and the window is built. The window asks for the same, and the streams are known.
final class EarlyStart {
    private static final RunListener NOBODY = new RunListener() {};

    private final WindowOptions options;

    private EarlyStart(WindowOptions options) {
        this.options = options;
    }

    /// The engine of a window with these options.
    static Engine engine(WindowOptions options) {
        EarlyStart early = new EarlyStart(options);
        return new Engine(() -> new OnnxWorkbench(options.engine()), early::example);
    }

    private OpenModel example(Workbench workbench) {
        Settings settings = SettingsFile.look(options.engine().home());
        Beginning beginning = Beginning.of(options, settings);
        BundledModel bundled = new ModelPlaces(options.engine().home()).bundled();
        if (settings.lowMemory().get() || !bundled.isPresent() || beginning.file().filter(path -> !path.startsWith(bundled.folder())).isPresent()) {
            throw new CancellationException("the window begins with something else");
        }
        OpenModel model = workbench.open(bundled.unpack(Progress.NONE), Progress.NONE);
        run(workbench, model, beginning.prompt());
        return model;
    }

    private static void run(Workbench workbench, OpenModel model, String prompt) {
        try {
            TokenSequence tokens = PromptTokens.of(prompt, model).tokens();
            workbench.run(new Study(model.id(), tokens, new LensChoice.Logit()), Reading.everything(tokens.length()), NOBODY).await();
        } catch (UnusableInputException _) {
            // The window will run it again, and say why it cannot be run.
        }
    }
}
