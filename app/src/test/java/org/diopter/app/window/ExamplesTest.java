package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.EditCards;
import org.diopter.views.prompt.PromptModel.Example;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the shipped examples say is so.
class ExamplesTest {
    private static final RunListener NOBODY = new RunListener() {};

    @TempDir
    static Path home;

    private static OnnxWorkbench workbench;
    private static OpenModel almanac;
    private static OpenModel glassBox;
    private static LensChoice tuned;

    @BeforeAll
    static void openTheModels() {
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        ModelPlaces places = new ModelPlaces(home);
        almanac = workbench.open(places.bundled().unpack(Progress.NONE), Progress.NONE);
        glassBox = workbench.open(places.glassBox().unpack(Progress.NONE), Progress.NONE);
        tuned = almanac.use(LensFiles.open(places.bundledLens().unpack(Progress.NONE)).lens());
    }

    @AfterAll
    static void closeThem() {
        almanac.close();
        glassBox.close();
        workbench.close();
    }

    /// The last column of an example, by its number.
    ///
    /// @param edited whether its edit or policy acts
    private record Column(Trajectory trajectory, OpenModel model) {
        static Column of(int number, boolean edited) {
            Example example = Examples.all().get(number - 1);
            EditCards cards = edited ? CardText.cards(List.of(new CardText(example.edit(), false, false)), lost -> {
                throw lost;
            }) : EditCards.NONE;
            return of(example, cards.changes().edits(), cards.changes().cache());
        }

        static Column of(Example example, EditStack edits, CacheUse cache) {
            OpenModel model = example.model().equals(almanac.id().name()) ? almanac : glassBox;
            LensChoice lens = model.equals(almanac) ? tuned : new LensChoice.Logit();
            Study study = new Study(model.id(), PromptTokens.of(example.text(), model).tokens(), lens, edits, cache);
            return new Column(workbench.run(study, Reading.everything(study.tokens().length()), NOBODY).await(), model);
        }

        private int last() {
            return trajectory.positions() - 1;
        }

        int output() {
            return trajectory.rows() - 1;
        }

        String top(int row) {
            return model.tokenizer().orElseThrow().token(trajectory.topId(row, last(), 0)).text().orElseThrow().strip();
        }

        double percent(int row) {
            return 100 * Math.exp(trajectory.topLogProbability(row, last(), 0));
        }

        double entropy(int row) {
            return trajectory.value(Statistic.ENTROPY, row, last());
        }

        /// The layer from which on a token leads.
        int leadsFrom(String token) {
            int row = output();
            while (row > 0 && top(row - 1).equals(token)) {
                row--;
            }
            return top(row).equals(token) ? row : output() + 1;
        }

        void says(int row, String token, double percent) {
            assertEquals(token, top(row));
            assertEquals(percent, percent(row), 0.6, token);
        }
    }

    @Test
    void theCapitalOfItalyIsRomeFromLayerFiveOn() {
        Column column = Column.of(1, false);
        assertEquals(5, column.leadsFrom("Rome"));
        column.says(5, "Rome", 56);
        column.says(column.output(), "Rome", 99);
    }

    @Test
    void osloLeadsFromLayerFourOn() {
        Column column = Column.of(2, false);
        assertEquals(4, column.leadsFrom("Oslo"));
        column.says(4, "Oslo", 27);
        column.says(column.output(), "Oslo", 97);
    }

    @Test
    void theIndirectObjectIsMary() {
        Column column = Column.of(3, false);
        assertEquals(5, column.leadsFrom("Mary"));
        column.says(column.output(), "Mary", 99);
        assertNotEquals("Mary", column.top(1));
    }

    @Test
    void fridayBeginsAtLayerTwo() {
        Column column = Column.of(4, false);
        assertEquals(2, column.leadsFrom("F"));
        column.says(5, "F", 59);
        column.says(column.output(), "F", 99.7);
    }

    @Test
    void tenComesAfterNine() {
        Column column = Column.of(5, false);
        assertEquals(3, column.leadsFrom("10"));
        assertTrue(column.percent(6) > 95);
    }

    @Test
    void theModelDoesNotAdd() {
        Column column = Column.of(6, false);
        column.says(column.output(), "24", 17);
        for (int row = 0; row <= column.output(); row++) {
            assertTrue(column.entropy(row) > 2.5, "layer " + row);
        }
    }

    @Test
    void theModelDoesNotCopyAWordItHasSeen() {
        Column column = Column.of(7, false);
        assertTrue(column.percent(column.output()) < 4);
    }

    @Test
    void withoutItsFirstMlpTheModelForgets() {
        Column forgetful = Column.of(8, true);
        forgetful.says(forgetful.output(), "Christianity", 36);
        Column other = Column.of(Examples.all().get(7), EditStack.parse(List.of("skip:block=5,part=mlp")), CacheUse.FULL);
        assertEquals("Oslo", other.top(other.output()));
    }

    @Test
    void istanbulIsWrittenOverAnkara() {
        Column column = Column.of(9, false);
        assertEquals("Ankara", column.top(3));
        column.says(column.output(), "Istanbul", 83);
    }

    @Test
    void amberIsRemembered() {
        Column column = Column.of(10, false);
        column.says(column.output(), "amber", 99);
        assertTrue(column.percent(4) < 3, "up to layer 4 nothing is known");
    }

    @Test
    void cobaltIsForgottenWithItsKey() {
        Column kept = Column.of(11, false);
        kept.says(kept.output(), "cobalt", 99);
        Column evicted = Column.of(11, true);
        assertNotEquals("cobalt", evicted.top(evicted.output()));
        EditCards heavy = CardText.cards(List.of(new CardText("cache:prompt=0 h2o:heavy=4,recent=4", false, false)), lost -> {
            throw lost;
        });
        Column remembered = Column.of(Examples.all().get(10), EditStack.NONE, heavy.changes().cache());
        remembered.says(remembered.output(), "cobalt", 99);
    }

    @Test
    void withoutTheMlpThatHoldsCapitalsNothingIsKnown() {
        Column column = Column.of(12, true);
        for (int row = 0; row <= column.output(); row++) {
            assertTrue(column.percent(row) < 2.5, "layer " + row);
        }
    }
}
