package org.diopter.engine.cache.less;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.laser.WeightReader;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.Matrices;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LessTrainingTest {
    private static final int BLOCK = 1;

    @TempDir
    private Path folder;

    private final OpenBlas blas = Matrices.blas();

    @Test
    void heldOutErrorsOfATrainedKernelAreTheReferences() throws IOException {
        JsonNode expected = JsonMapper.shared().readTree(Files.readString(Shared.file("oracles/methods/less/trained.json")));
        Reference corpus = Reference.read(Shared.file("oracles/methods/tuned-lens/corpus.safetensors"));
        double[] ids = corpus.numbers("ids");
        int block = expected.get("layer").asInt();
        int length = expected.get("tokens").asInt();
        int first = expected.get("train_sequences").asInt();
        int held = expected.get("val_sequences").asInt();
        try (TinyModel model = TinyModel.open(Shared.file("models/stories260K-hf"));
                SplitBlocks split = split(model)) {
            List<BlockText> texts = new ArrayList<>();
            for (int i = first - 1; i < first + held; i++) {
                int[] tokens = Arrays.stream(ids, i * length, (i + 1) * length).mapToInt(id -> (int) id).toArray();
                texts.add(text(model, block, TokenSequence.of(tokens)));
            }
            LessPlan plan = new LessPlan(block, policy("h2o:heavy=12,recent=12,group=none"), 32, 8, 1, 8, 1e-3, 10, 0, 1, 0);
            LessTraining training = new LessTraining(split, projection(model, block), plan, blas);
            LessTraining.Baselines baselines = training.baselines(texts, new Cancellation());
            assertClose(expected.get("val_mse_sparse_only").asDouble(), baselines.sparse());
            assertClose(expected.get("val_mse_baseline_plus").asDouble(), baselines.baselinePlus());
            BlockKernel kernel = KernelFile.read(Shared.file("oracles/methods/less/trained-kernel.safetensors"), split.shape());
            assertClose(expected.get("val_mse_less_trained").asDouble(), training.heldOut(kernel, texts, new Cancellation()));
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, 2e-3 * expected);
    }

    @Test
    void gradientsAreSlopesOfTheLoss() {
        try (TinyModel model = TinyModel.family("llama");
                SplitBlocks split = split(model)) {
            LessPlan plan = plan(1, 0);
            LessTraining training = new LessTraining(split, projection(model, BLOCK), plan, blas);
            BlockExample example = training.example(text(model, BLOCK, model.reference().tokens("p1/input_ids")), new Cancellation());
            BlockKernel kernel = lively(split.shape(), plan);
            BlockKernel gradient = training.gradient(kernel, example);
            for (int parameter = 0; parameter < 7; parameter++) {
                checkDirection(training, example, kernel, gradient, parameter);
            }
        }
    }

    /// The slope along the gradient of one parameter, by central differences.
    private static void checkDirection(LessTraining training, BlockExample example, BlockKernel kernel, BlockKernel gradient, int parameter) {
        double squares = 0;
        double largest = 0;
        for (HeadKernel head : gradient.heads()) {
            for (float slope : head.parameters().get(parameter).data) {
                squares += (double) slope * slope;
                largest = Math.max(largest, Math.abs(slope));
            }
        }
        assertTrue(squares > 0, "parameter " + parameter + " has no slope");
        double step = 5e-3 / largest;
        double up = training.loss(moved(kernel, gradient, parameter, step), example);
        double down = training.loss(moved(kernel, gradient, parameter, -step), example);
        assertEquals(squares, (up - down) / (2 * step), 0.02 * squares, "parameter " + parameter);
    }

    private static BlockKernel moved(BlockKernel kernel, BlockKernel gradient, int parameter, double step) {
        BlockKernel moved = kernel.copy();
        for (int head = 0; head < kernel.heads().size(); head++) {
            FMatrixRMaj values = moved.heads().get(head).parameters().get(parameter);
            FMatrixRMaj slopes = gradient.heads().get(head).parameters().get(parameter);
            for (int i = 0; i < values.getNumElements(); i++) {
                values.data[i] += (float) (step * slopes.data[i]);
            }
        }
        return moved;
    }

    /// Scales of the size of 1, so that every parameter matters.
    private static BlockKernel lively(ModelShape shape, LessPlan plan) {
        BlockKernel kernel = BlockKernel.initial(shape, plan.hidden(), plan.rank(), 5);
        Random random = new Random(6);
        for (HeadKernel head : kernel.heads()) {
            for (int i = 0; i < plan.rank(); i++) {
                head.keyScale().data[i] = 1 + random.nextFloat();
                head.mixScale().data[i] = 0.5f + random.nextFloat();
            }
        }
        return kernel;
    }

    @Test
    void trainingLowersTheErrorAndKeepsTheBestEpoch() {
        try (TinyModel model = TinyModel.family("llama");
                SplitBlocks split = split(model)) {
            LessTraining training = new LessTraining(split, projection(model, BLOCK), plan(12, 0), blas);
            List<BlockText> texts = texts(model);
            double sparse = training.baselines(texts, new Cancellation()).sparse();
            TrainingState state = training.train(texts, new Cancellation(), LessTraining.Listener.NONE);
            assertEquals(12, state.epoch());
            assertTrue(state.bestHeldOut() < 0.9 * sparse, state.bestHeldOut() + " of " + sparse);
            assertEquals(state.bestHeldOut(), training.heldOut(state.best(), texts, new Cancellation()), 1e-12);
        }
    }

    @Test
    void aTrainingThatDivergesEndsAndItsEpochIsNotKept() {
        try (TinyModel model = TinyModel.family("llama");
                SplitBlocks split = split(model)) {
            LessPlan usual = plan(4, 0);
            LessPlan wild = new LessPlan(BLOCK, usual.policy(), usual.hidden(), usual.rank(), 4, 2, 1e38, 10, 0, usual.heldOut(), usual.seed());
            LessTraining training = new LessTraining(split, projection(model, BLOCK), wild, blas);
            List<TrainingState> kept = new ArrayList<>();
            UnusableInputException ended = assertThrows(UnusableInputException.class, () -> training.train(texts(model), new Cancellation(), kept::add));
            assertEquals("D-303", ended.code());
            assertTrue(kept.stream().allMatch(state -> Double.isFinite(state.bestHeldOut())));
        }
    }

    @Test
    void anEpochWithoutANumberIsNotTheBest() {
        BlockKernel kernel = BlockKernel.initial(new ModelShape(2, 32, 4, 2, 8, 100, 64), 12, 4, 3);
        TrainingState first = TrainingState.first(kernel);
        TrainingState state = first.next(kernel, first.adam(), new TrainingState.Epoch(1, 2)).next(kernel.zeros(), first.adam(), new TrainingState.Epoch(1, Double.NaN));
        assertEquals(2, state.bestHeldOut());
        assertEquals(kernel, state.best());
    }

    @Test
    void aResumedTrainingEndsWhereAnUnbrokenOneDoes() {
        try (TinyModel model = TinyModel.family("llama");
                SplitBlocks split = split(model)) {
            List<BlockText> texts = texts(model);
            LessTraining training = new LessTraining(split, projection(model, BLOCK), plan(4, 0.3f), blas);
            List<TrainingState> states = new ArrayList<>();
            TrainingState whole = training.train(texts, new Cancellation(), states::add);
            TrainingState resumed = training.resume(states.get(1), texts, new Cancellation(), LessTraining.Listener.NONE);
            assertEquals(whole.curve(), resumed.curve());
            assertArrayEquals(whole.best().heads().getFirst().keyIn().data, resumed.best().heads().getFirst().keyIn().data);
        }
    }

    @Test
    void kernelsAreReadAsTheyWereWrittenAndOthersAreRefused() {
        ModelShape shape = new ModelShape(2, 32, 4, 2, 8, 100, 64);
        BlockKernel kernel = BlockKernel.initial(shape, 12, 4, 3);
        KernelFile.write(kernel, new KernelFile.Place("abc", 1, "h2o:heavy=2,recent=2"), folder.resolve(KernelFile.name(1)));
        Map<Integer, BlockKernel> read = KernelFile.readFolder(folder, shape, Optional.of("abc"));
        assertEquals(List.of(1), List.copyOf(read.keySet()));
        assertArrayEquals(kernel.heads().get(3).keyMix().data, Objects.requireNonNull(read.get(1)).heads().get(3).keyMix().data);
        assertEquals("h2o:heavy=2,recent=2", KernelFile.place(folder.resolve(KernelFile.name(1))).policy());
        refused("’ has kernels of another model (sha256 abc, not def). Choose kernels of this model", () -> KernelFile.readFolder(folder, shape, Optional.of("def")));
        refused("kernels of 4 heads; this model has 8", () -> KernelFile.readFolder(folder, new ModelShape(2, 64, 8, 2, 8, 100, 64), Optional.empty()));
        refused("where this model needs 16 × 12", () -> KernelFile.readFolder(folder, new ModelShape(2, 64, 4, 2, 16, 100, 64), Optional.empty()));
        kernel.heads().get(2).keyMix().data[5] = Float.NaN;
        KernelFile.write(kernel, new KernelFile.Place("abc", 1, ""), folder.resolve(KernelFile.name(1)));
        refused("has NaN as number 5 of ‘Wk3’ of head 2", () -> KernelFile.readFolder(folder, shape, Optional.of("abc")));
        refused("no kernels in", () -> KernelFile.readFolder(folder.resolve("none"), shape, Optional.empty()));
    }

    private static void refused(String why, Executable action) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, action);
        assertTrue(refusal.sentence().contains(why), refusal.sentence());
    }

    @Test
    void theStateTakesTheMemoryOfAFewTokens() {
        ModelShape shape = new ModelShape(1, 256, 2, 2, 128, 100, 64);
        assertEquals(4.03125, BlockKernel.initial(shape, 4, 8, 0).tokensOfState(), 1e-9);
        assertEquals(8 * 129 * Float.BYTES, new LowRankState(8, 128).bytes());
    }

    private static LessPlan plan(int epochs, float dropout) {
        return new LessPlan(BLOCK, policy("h2o:heavy=3,recent=3,group=none"), 16, 4, epochs, 2, 1e-2, 10, dropout, 0.25, 7);
    }

    private static ScorePolicy policy(String text) {
        return (ScorePolicy) CachePolicy.parse(text);
    }

    private static SplitBlocks split(TinyModel model) {
        return new SplitBlocks(model.architecture(), model.graphs(), model.runtime(), model.blocks());
    }

    private static FMatrixRMaj projection(TinyModel model, int block) {
        return new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture())).read(new MatrixId(block, MatrixKind.of("attn.o")));
    }

    private static List<BlockText> texts(TinyModel model) {
        Random random = new Random(11);
        List<BlockText> texts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            texts.add(text(model, BLOCK, TokenSequence.of(random.ints(24, 0, model.architecture().vocabulary()).toArray())));
        }
        return texts;
    }

    private static BlockText text(TinyModel model, int block, TokenSequence tokens) {
        try (Residuals residuals = model.forward().run(tokens, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE)) {
            return new BlockText(tokens, residuals.layer(block).copy());
        }
    }
}
