package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.arch.Families;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.hub.HubCache;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.hub.SupportedFamilies;

/// Where models are looked for.
///
/// @param home the program's home folder, into which the models that come with it are unpacked
/// @param folders that hold models
record ModelPlaces(Path home, List<Path> folders) {
    private static final String BUNDLED = "org/diopter/bundled/almanac-8m";
    private static final String BUNDLED_LENS = BUNDLED + "/lens";

    ModelPlaces {
        folders = List.copyOf(folders);
    }

    /// The tuned lens that comes with the bundled model.
    BundledModel bundledLens() {
        return new BundledModel(ModelPlaces.class.getClassLoader(), BUNDLED_LENS, home.resolve("lenses"));
    }

    ModelFinder finder() {
        BundledModel bundled = new BundledModel(ModelPlaces.class.getClassLoader(), BUNDLED, home.resolve("models"));
        BundledModel glassBox = BundledModel.glassBox(home);
        return new ModelFinder(bundled, glassBox, HubCache.locate(), folders, new SupportedFamilies(Families::supports, String.join(", ", Families.names())));
    }
}
