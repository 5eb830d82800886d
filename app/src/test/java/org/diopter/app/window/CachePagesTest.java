package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.CachePage;
import org.diopter.views.kernels.KernelForm;
import org.diopter.views.kernels.KernelPhase;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both pages of the cache view with something on them: two policies beside each other, and a training of kernels that has run. With
/// `-Ddiopter.pictures=write` the pictures of the guide are written anew, and those in the dark theme into the build's folder.
class CachePagesTest {
    private static final Path IMAGES = Path.of("..", "docs", "images");
    private static final boolean WRITES = "write".equals(System.getProperty("diopter.pictures"));
    private static final String PROMPT = "The capital of France is Paris. The capital of Japan is Tokyo. The capital of Norway is Oslo. The capital of Egypt is "
            + "Cairo. The capital of Spain is Madrid. The capital of Italy is";
    private static final KernelForm QUICK = KernelForm.INITIAL.withHidden(16).withEpochs(4).withLength(64).withPieces(12);

    private static final Set<String> CUT = new TreeSet<>();
    private static final Set<String> UNNAMED = new TreeSet<>();

    @TempDir
    static Path home;

    private static WindowPictures pictures;
    private static CssWarnings warnings;

    @BeforeAll
    static void walk() throws InterruptedException {
        Fx.start();
        warnings = new CssWarnings();
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, home);
        pictures = new WindowPictures(new WindowOptions(engine, Optional.empty(), Optional.of(PROMPT), 42), 1600, 1000, false);
        pictures.settle();
        CacheDesk desk = pictures.inWindow(window -> {
            window.welcome().set(false);
            window.place().show(CacheDesk.NAME);
            CacheDesk shown = window.desks().get(CacheDesk.class);
            shown.model().beside().set(true);
            return shown;
        });
        CacheModel model = desk.model();
        Fx.until("two policies", () -> model.look().get() != null && model.look().get().seen().size() == 2 && !model.running().get());
        Fx.run(() -> model.lookAt(5, 4));
        Fx.until("the head", () -> model.look().get().block() == 5 && model.look().get().head() == 4);
        look("cache");
        Fx.run(() -> {
            desk.kernelModel().form().set(QUICK);
            desk.start();
        });
        Fx.until("trained", () -> desk.kernelModel().phase().get() instanceof KernelPhase.Ended);
        look("cache-training");
        Fx.run(() -> model.page().set(CachePage.POLICIES));
    }

    private static void look(String name) throws InterruptedException {
        for (boolean dark : new boolean[] {true, false}) {
            WindowAudit audit = pictures.inWindow(window -> {
                window.place().settings().theme().set(dark ? ThemeChoice.DARK : ThemeChoice.LIGHT);
                return new WindowAudit(pictures.content());
            });
            CUT.addAll(pictures.inWindow(_ -> audit.cutTexts()));
            UNNAMED.addAll(pictures.inWindow(_ -> audit.unnamed()));
            if (WRITES) {
                pictures.write(dark ? Path.of("target", "pictures", name + "-dark.png") : IMAGES.resolve(name + ".png"));
            }
        }
    }

    @AfterAll
    static void close() throws InterruptedException {
        warnings.close();
        pictures.close();
    }

    @Test
    void noTextIsCut() {
        assertEquals(Set.of(), CUT);
    }

    @Test
    void everythingThatTakesTheFocusHasANameAndARole() {
        assertEquals(Set.of(), UNNAMED);
    }

    @Test
    void noStyleIsMissing() {
        assertEquals(List.of(), warnings.heard());
    }
}
