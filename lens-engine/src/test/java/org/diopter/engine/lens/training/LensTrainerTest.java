package org.diopter.engine.lens.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.TranslatorFacts;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Trainings of tiny random models on random tokens.
class LensTrainerTest {
    private static final int LENGTH = 24;
    private static final TrainingText TEXT = text(40);

    private final List<TinyModel> models = new ArrayList<>();

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        models.forEach(TinyModel::close);
    }

    @ParameterizedTest
    @CsvSource({"llama, FAST", "gpt2, FAST", "llama, PAPER", "gpt2, PAPER"})
    void everyLayerComesNearerToTheOutputThanTheLogitLens(String family, Recipe recipe) {
        TrainedLens trained = train(family, TrainingPlan.of(recipe, 12_000), TrainingListener.NONE);
        assertEquals(new TrainedLens.End.Finished(), trained.end());
        for (CurvePoint layer : trained.best()) {
            assertTrue(layer.kl() < layer.logitLensKl(), layer.toString());
        }
    }

    @Test
    void theFastRecipeIsNearerAfterTheSameTokens() {
        TrainingText longer = text(400);
        double fast = mean(train("llama", longer, TrainingPlan.of(Recipe.FAST, 12_000), Optional.empty(), new TrainingControl(), TrainingListener.NONE));
        double paper = mean(train("llama", longer, TrainingPlan.of(Recipe.PAPER, 12_000), Optional.empty(), new TrainingControl(), TrainingListener.NONE));
        assertTrue(fast < paper, fast + " against " + paper);
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void theSamePlanGivesTheSameLensToTheLastBit(Recipe recipe) {
        TrainedLens first = train("llama", TrainingPlan.of(recipe, 4000), TrainingListener.NONE);
        TrainedLens second = train("llama", TrainingPlan.of(recipe, 4000), TrainingListener.NONE);
        assertSameLens(first, second);
    }

    @Test
    void layersThatAreNotChosenStayTheIdentity() {
        TrainedLens trained = train("llama", TrainingPlan.of(Recipe.FAST, 3000).withLayers(List.of(1)), TrainingListener.NONE);
        List<Double> distances = trained.lens().translators().stream().map(translator -> TranslatorFacts.of(translator).distance()).toList();
        assertEquals(0, distances.get(0));
        assertTrue(distances.get(1) > 0);
        assertEquals(0, distances.get(2));
    }

    @Test
    void aChosenLayerIsTrainedAsItIsAmongAll() {
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 3000);
        Translator alone = train("llama", plan.withLayers(List.of(2)), TrainingListener.NONE).lens().translators().get(2);
        Translator among = train("llama", plan, TrainingListener.NONE).lens().translators().get(2);
        assertArrayEquals(among.weight(), alone.weight());
    }

    @Test
    void aLayerThatIsNotThereIsRefused() {
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 3000).withLayers(List.of(3));
        assertEquals("D-205", assertThrows(UnusableInputException.class, () -> train("llama", plan, TrainingListener.NONE)).code());
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void aTrainingThatIsBrokenOffGoesOnAndGivesTheSameLens(Recipe recipe) {
        TrainingPlan plan = TrainingPlan.of(recipe, 6000);
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(new ArtefactStore(home, 1 << 30), "model", TEXT, plan);
        TrainedLens whole = train("llama", plan, TrainingListener.NONE);
        TrainingControl control = new TrainingControl();
        TrainingListener stopsAtThird = new TrainingListener() {
            @Override
            public void progressed(TrainingProgress progress) {
                if (progress.step() == 3) {
                    control.stop();
                }
            }
        };
        TrainedLens part = train("llama", plan, Optional.of(checkpoint), control, stopsAtThird);
        assertInstanceOf(TrainedLens.End.Stopped.class, part.end());
        List<Integer> resumed = new ArrayList<>();
        List<CurvePoint> earlier = new ArrayList<>();
        TrainedLens rest = train("llama", plan, Optional.of(checkpoint), new TrainingControl(), new TrainingListener() {
            @Override
            public void resumed(int step, List<CurvePoint> curve) {
                resumed.add(step);
                earlier.addAll(curve);
            }
        });
        assertEquals(List.of(3), resumed);
        assertEquals(part.curve(), earlier);
        assertSameLens(whole, rest);
        assertEquals(whole.curve().size(), rest.curve().size());
    }

    /// After so many pieces of work of a stage.
    @ParameterizedTest
    @CsvSource({
        "PAPER, LOGIT_LENS, 2", "FAST, LOGIT_LENS, 3", "FAST, MOMENTS, 1", "FAST, MOMENTS, 5", "FAST, LEAST_SQUARES, 1", "FAST, LEAST_SQUARES, 3",
        "FAST, STEP, 1", "FAST, STEP, 50", "PAPER, STEP, 1", "PAPER, STEP, 5", "FAST, MEASUREMENT, 2", "FAST, MEASUREMENT, 7", "PAPER, MEASUREMENT, 5"
    })
    void aTrainingThatIsBrokenOffAnywhereGivesTheSameLens(Recipe recipe, TrainingStage where, int pieces) {
        TrainingPlan plan = TrainingPlan.of(recipe, 6000);
        TrainedLens whole = train("llama", plan, TrainingListener.NONE);
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(new ArtefactStore(home, 1 << 30), "model", TEXT, plan);
        TrainingControl control = new TrainingControl();
        TrainedLens part = train("llama", plan, Optional.of(checkpoint), control, stopsAfter(where, pieces, control));
        assertInstanceOf(TrainedLens.End.Stopped.class, part.end());
        List<Integer> resumed = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        TrainedLens rest = train("llama", plan, Optional.of(checkpoint), new TrainingControl(), new TrainingListener() {
            @Override
            public void resumed(int step, List<CurvePoint> curve) {
                resumed.add(step);
            }

            @Override
            public void reached(TrainingStage stage, double share) {
                if (stage == where) {
                    shares.add(share);
                }
            }
        });
        assertEquals(1, resumed.size());
        assertSameLens(whole, rest);
        assertEquals(numbers(whole.curve()), numbers(rest.curve()));
        assertTrue(shares.stream().allMatch(share -> share > 0 && share <= 1), shares.toString());
    }

    private static TrainingListener stopsAfter(TrainingStage where, int pieces, TrainingControl control) {
        return new TrainingListener() {
            private int done;

            @Override
            public void reached(TrainingStage stage, double share) {
                if (stage == where && ++done == pieces) {
                    control.stop();
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void whatIsDoneOfALongPieceIsNotDoneAgain(Recipe recipe) {
        TrainingStage where = recipe == Recipe.PAPER ? TrainingStage.STEP : TrainingStage.MOMENTS;
        TrainingPlan plan = TrainingPlan.of(recipe, 3000);
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(new ArtefactStore(home, 1 << 30), "model", TEXT, plan);
        TrainingControl control = new TrainingControl();
        train("llama", plan, Optional.of(checkpoint), control, stopsAfter(where, 5, control));
        List<Double> before = shares(plan, Optional.empty(), where);
        List<Double> after = shares(plan, Optional.of(checkpoint), where);
        assertEquals(before.get(5), after.getFirst());
    }

    private List<Double> shares(TrainingPlan plan, Optional<TrainingCheckpoint> checkpoint, TrainingStage where) {
        List<Double> shares = new ArrayList<>();
        train("llama", plan, checkpoint, new TrainingControl(), new TrainingListener() {
            @Override
            public void reached(TrainingStage stage, double share) {
                if (stage == where) {
                    shares.add(share);
                }
            }
        });
        return shares;
    }

    private static List<List<Object>> numbers(List<CurvePoint> curve) {
        return curve.stream().<List<Object>>map(point -> List.of(point.tokens(), point.layer(), point.kl(), point.logitLensKl())).toList();
    }

    @Test
    void aTrainingThatIsBrokenOffInItsLastMeasurementLevelsOffWhereItWouldHave() {
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 100_000).withRate(1e-6).stoppingEarly();
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(new ArtefactStore(home, 1 << 30), "model", TEXT, plan);
        List<Integer> measured = new ArrayList<>();
        TrainedLens whole = train("llama", plan, new TrainingListener() {
            @Override
            public void measured(List<CurvePoint> points) {
                measured.add(points.size());
            }
        });
        TrainingControl control = new TrainingControl();
        train("llama", plan, Optional.of(checkpoint), control, stopsAfter(TrainingStage.MEASUREMENT, 3 * measured.size() - 1, control));
        assertEquals(whole.end(), train("llama", plan, Optional.of(checkpoint), new TrainingControl(), TrainingListener.NONE).end());
    }

    @Test
    void aTimeEndsALongStepToo() {
        TrainedLens trained = train("llama", TrainingPlan.of(Recipe.PAPER, 1L << 38).withTime(Duration.ofMillis(300)), TrainingListener.NONE);
        assertEquals(new TrainedLens.End.TimedOut(0), trained.end());
    }

    @Test
    void noMoreOfTheHeldOutTextIsRunThanTheSampleNeeds() {
        assertEquals(List.of(43, 4, 2), Stream.of(24, 2048, 1024).map(length -> {
            List<TokenSequence> sequences = IntStream.range(0, length == 1024 ? 2 : 100)
                    .mapToObj(i -> TokenSequence.of(new int[length]))
                    .toList();
            return HeldOut.sequences(TrainingText.of(sequences));
        }).toList());
    }

    @Test
    void aTrainingThatIsBrokenOffLevelsOffWhereItWouldHave() {
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 100_000).withRate(1e-6).stoppingEarly();
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(new ArtefactStore(home, 1 << 30), "model", TEXT, plan);
        TrainedLens whole = train("llama", plan, TrainingListener.NONE);
        int end = assertInstanceOf(TrainedLens.End.Levelled.class, whole.end()).step();
        TrainingControl control = new TrainingControl();
        train("llama", plan, Optional.of(checkpoint), control, new TrainingListener() {
            @Override
            public void progressed(TrainingProgress progress) {
                if (progress.step() == end - 1) {
                    control.stop();
                }
            }
        });
        assertEquals(whole.end(), train("llama", plan, Optional.of(checkpoint), new TrainingControl(), TrainingListener.NONE).end());
    }

    @Test
    void aKeptTrainingThatCannotBeReadIsBegunAnew() {
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 3000);
        ArtefactStore store = new ArtefactStore(home, 1 << 30);
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(store, "model", TEXT, plan);
        store.write("lens-training", checkpoint.key(), out -> out.write(new byte[100]));
        TrainedLens trained = train("llama", plan, Optional.of(checkpoint), new TrainingControl(), TrainingListener.NONE);
        assertSameLens(train("llama", plan, TrainingListener.NONE), trained);
    }

    @Test
    void aTrainingThatCannotBeKeptGoesOn() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "where the store's folder should be");
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 3000);
        TrainingCheckpoint checkpoint = TrainingCheckpoint.of(new ArtefactStore(file, 1 << 30), "model", TEXT, plan);
        assertInstanceOf(
                TrainedLens.End.Finished.class,
                train("llama", plan, Optional.of(checkpoint), new TrainingControl(), TrainingListener.NONE).end());
    }

    @Test
    void aBatchInPartsHasTheSameStates() {
        TinyModel model = TinyModel.family("llama");
        models.add(model);
        int layers = model.architecture().layers();
        int width = model.architecture().width();
        StateStream stream = new StateStream(model.forward(), layers, width, TEXT.sequences(), 5, 0.5, 3);
        Cancellation never = new Cancellation();
        try (TensorMemory memory = new TensorMemory()) {
            StateBatch whole = stream.batch(7, memory, never);
            StateBatch first = stream.part(7, 0, 3, memory, never);
            StateBatch rest = stream.part(7, 3, 5, memory, never);
            assertEquals(whole.rows(), first.rows() + rest.rows());
            for (int layer = 0; layer <= layers; layer++) {
                FloatTensor all = whole.layers().get(layer);
                assertArrayEquals(all.rows(0, first.rows()).toArray(), first.layers().get(layer).toArray());
                assertArrayEquals(all.rows(first.rows(), rest.rows()).toArray(), rest.layers().get(layer).toArray());
            }
        }
        long bytesOfASequence = (layers + 1L) * width * Float.BYTES * LENGTH / 2;
        assertEquals(3, stream.perPart(3 * bytesOfASequence));
        assertEquals(1, stream.perPart(1));
        assertEquals(5, stream.perPart(1L << 40));
    }

    @Test
    void stoppingKeepsTheBestSoFar() {
        TrainingControl control = new TrainingControl();
        List<CurvePoint> heard = new ArrayList<>();
        TrainedLens trained = train("llama", TrainingPlan.of(Recipe.FAST, 50_000), Optional.empty(), control, new TrainingListener() {
            @Override
            public void measured(List<CurvePoint> points) {
                heard.addAll(points);
                if (heard.size() >= 9) {
                    control.stop();
                }
            }
        });
        assertInstanceOf(TrainedLens.End.Stopped.class, trained.end());
        for (CurvePoint best : trained.best()) {
            double least = heard.stream().filter(point -> point.layer() == best.layer()).mapToDouble(CurvePoint::kl).min().orElseThrow();
            assertEquals(Math.min(least, best.logitLensKl()), best.kl());
        }
    }

    @Test
    void aRateThatIsFarTooLargeDivergesAndWhatWasGoodIsKept() {
        TrainedLens trained = train("llama", TrainingPlan.of(Recipe.FAST, 20_000).withRate(1e40), TrainingListener.NONE);
        TrainedLens.End.Diverged end = assertInstanceOf(TrainedLens.End.Diverged.class, trained.end());
        assertTrue(end.kept() < end.step());
        assertTrue(end.sentence().startsWith("Training stopped at step " + end.step() + ": the loss of layer " + end.layer()), end.sentence());
        for (CurvePoint best : trained.best()) {
            assertTrue(best.kl() <= best.logitLensKl());
        }
        for (Translator translator : trained.lens().translators()) {
            assertTrue(Float.isFinite(translator.weight()[5]));
        }
    }

    @Test
    void aTimeEndsTheTraining() {
        TrainedLens trained = train("llama", TrainingPlan.of(Recipe.FAST, 1L << 30).withTime(Duration.ofMillis(300)), TrainingListener.NONE);
        assertInstanceOf(TrainedLens.End.TimedOut.class, trained.end());
    }

    @Test
    void aTrainingThatHardlyGainsEndsEarlyIfItMay() {
        TrainingPlan plan = TrainingPlan.of(Recipe.FAST, 100_000).withRate(1e-6);
        assertInstanceOf(TrainedLens.End.Levelled.class, train("llama", plan.stoppingEarly(), TrainingListener.NONE).end());
    }

    @Test
    void aPausedTrainingWaits() throws InterruptedException {
        TrainingControl control = new TrainingControl();
        control.pause();
        List<Integer> steps = new ArrayList<>();
        Thread worker = Thread.ofVirtual().start(() -> train("llama", TrainingPlan.of(Recipe.FAST, 2000), Optional.empty(), control, new TrainingListener() {
            @Override
            public void progressed(TrainingProgress progress) {
                steps.add(progress.step());
            }
        }));
        worker.join(Duration.ofMillis(400));
        assertTrue(worker.isAlive());
        assertEquals(List.of(), steps);
        control.resume();
        worker.join();
        assertTrue(steps.size() > 1);
    }

    @Test
    void progressCountsStepsTokensAndTime() {
        List<TrainingProgress> heard = new ArrayList<>();
        train("llama", TrainingPlan.of(Recipe.PAPER, 6000), new TrainingListener() {
            @Override
            public void progressed(TrainingProgress progress) {
                heard.add(progress);
            }
        });
        assertEquals(250, heard.getLast().steps());
        assertEquals(250, heard.size());
        assertEquals(250 * LENGTH, heard.getLast().tokens());
        assertEquals(0, heard.getLast().secondsLeft(), 1e-9);
        assertTrue(heard.getFirst().secondsLeft() > 0);
    }

    @Test
    void oneSequenceIsTooLittle() {
        assertEquals("D-305", assertThrows(UnusableInputException.class, () -> text(1).split(0.1, 0)).code());
    }

    private TrainedLens train(String family, TrainingPlan plan, TrainingListener listener) {
        return train(family, plan, Optional.empty(), new TrainingControl(), listener);
    }

    private TrainedLens train(
            String family, TrainingPlan plan, Optional<TrainingCheckpoint> checkpoint, TrainingControl control, TrainingListener listener) {
        return train(family, TEXT, plan, checkpoint, control, listener);
    }

    private TrainedLens train(
            String family,
            TrainingText text,
            TrainingPlan plan,
            Optional<TrainingCheckpoint> checkpoint,
            TrainingControl control,
            TrainingListener listener) {
        TinyModel model = TinyModel.family(family);
        models.add(model);
        LensTrainer trainer = new LensTrainer(model.architecture(), model.graphs(), model.runtime(), model.forward());
        return trainer.train("test", "tiny", text, plan, checkpoint, control, listener);
    }

    private static TrainingText text(int sequences) {
        Random random = new Random(11);
        return TrainingText.of(IntStream.range(0, sequences)
                .mapToObj(i -> TokenSequence.of(IntStream.range(0, LENGTH).map(j -> random.nextInt(112)).toArray()))
                .toList());
    }

    private static double mean(TrainedLens trained) {
        return trained.best().stream().mapToDouble(CurvePoint::kl).average().orElseThrow();
    }

    private static void assertSameLens(TrainedLens expected, TrainedLens actual) {
        for (int layer = 0; layer < expected.lens().layers(); layer++) {
            assertArrayEquals(expected.lens().translators().get(layer).weight(), actual.lens().translators().get(layer).weight());
            assertArrayEquals(expected.lens().translators().get(layer).bias(), actual.lens().translators().get(layer).bias());
        }
    }
}
