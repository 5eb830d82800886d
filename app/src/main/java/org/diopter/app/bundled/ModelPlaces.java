package org.diopter.app.bundled;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.arch.Families;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.hub.HubCache;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.hub.SupportedFamilies;

/// Where models are looked for, by commands and by the window.
///
/// @param home the program's home folder, into which the models that come with it are unpacked
/// @param folders that hold models
public record ModelPlaces(Path home, List<Path> folders) {
    /// Where the bundled model lies on the class path, and what comes with it below.
    public static final String BUNDLED = "org/diopter/bundled/almanac-8m";

    private static final String BUNDLED_LENS = BUNDLED + "/lens";

    public ModelPlaces {
        folders = List.copyOf(folders);
    }

    /// Without folders of the user's.
    public ModelPlaces(Path home) {
        this(home, List.of());
    }

    /// The model that comes with the program.
    public BundledModel bundled() {
        return new BundledModel(ModelPlaces.class.getClassLoader(), BUNDLED, home.resolve("models"));
    }

    /// The tuned lens that comes with the bundled model.
    public BundledModel bundledLens() {
        return new BundledModel(ModelPlaces.class.getClassLoader(), BUNDLED_LENS, home.resolve("lenses"));
    }

    /// The model whose weights the program writes.
    public BundledModel glassBox() {
        return BundledModel.glassBox(home);
    }

    /// Finds models by what users call them.
    public ModelFinder finder() {
        SupportedFamilies families = new SupportedFamilies(Families::supports, String.join(", ", Families.names()));
        return new ModelFinder(bundled(), glassBox(), HubCache.locate(), folders, families);
    }

    /// The model that a chosen folder or file means, as [ModelFinder#resolve] takes it. A path where nothing is any more is given back as it is: what
    /// opens models refuses it in words that name it.
    ///
    /// @throws UnusableInputException D-101 if there is no model, or there are several
    public static Path chosen(Path path) {
        return Files.exists(path) ? ModelFinder.at(path) : path;
    }
}
