package org.diopter.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;

/// A model folder of GPT-2's shape (124 million parameters) with random weights: speed does not depend on them. It lies in the system's folder for
/// temporary files and is gone when it is closed.
///
/// @param folder with `config.json` and `model.safetensors`
record RandomModel(Path folder) implements AutoCloseable {
    private static final int WIDTH = 768;
    private static final int INNER = 4 * WIDTH;
    private static final int LAYERS = 12;
    private static final int VOCABULARY = 50_257;
    private static final int CONTEXT = 1_024;
    /// The standard deviation of GPT-2's initial weights.
    private static final double DEVIATION = 0.02;
    private static final int CHUNK = 1 << 14;
    private static final int TENSORS = LAYERS * 12 + 4;

    /// Writes the folder.
    ///
    /// @param seed of the weights
    /// @throws UnusableInputException D-503 if there is no room; nothing is left behind
    static RandomModel write(long seed, Progress progress) {
        try {
            RandomModel model = new RandomModel(Files.createTempDirectory("diopter-gpt2-shape-"));
            try {
                model.fill(seed, progress);
                return model;
            } catch (IOException | RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UnusableInputException("D-503",
                    "A model of GPT-2's shape (498 MB) could not be written into ‘%s’: %s. Free some space, or give a --model."
                    .formatted(System.getProperty("java.io.tmpdir"), UnusableInputException.reason(e)), e);
        }
    }

    private void fill(long seed, Progress progress) throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "gpt2", "n_embd": %d, "n_head": 12, "n_layer": %d, "n_positions": %d, "vocab_size": %d, "layer_norm_epsilon": 1e-5,
                 "activation_function": "gelu_new"}
                """.formatted(WIDTH, LAYERS, CONTEXT, VOCABULARY));
        progress.stage("Write a model of GPT-2's shape", 1, 1);
        Weights weights = new Weights(new SplittableRandom(seed), progress);
        weights.random("wte.weight", VOCABULARY, WIDTH);
        weights.random("wpe.weight", CONTEXT, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String at = "h." + layer + ".";
            weights.norm(at + "ln_1");
            weights.linear(at + "attn.c_attn", WIDTH, 3 * WIDTH);
            weights.linear(at + "attn.c_proj", WIDTH, WIDTH);
            weights.norm(at + "ln_2");
            weights.linear(at + "mlp.c_fc", WIDTH, INNER);
            weights.linear(at + "mlp.c_proj", INNER, WIDTH);
        }
        weights.norm("ln_f");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.safetensors")), 1 << 20)) {
            weights.writer.writeTo(out);
        }
    }

    /// Fills tensors while they are written, so that they never lie in memory.
    private static final class Weights {
        private final SafetensorsWriter writer = new SafetensorsWriter();
        private final SplittableRandom random;
        private final Progress progress;
        private int written;

        Weights(SplittableRandom random, Progress progress) {
            this.random = random;
            this.progress = progress;
        }

        void linear(String name, long in, long out) {
            random(name + ".weight", in, out);
            constant(name + ".bias", 0, out);
        }

        void norm(String name) {
            constant(name + ".weight", 1, WIDTH);
            constant(name + ".bias", 0, WIDTH);
        }

        /// Uniform numbers of GPT-2's deviation.
        void random(String name, long... shape) {
            double bound = DEVIATION * Math.sqrt(3);
            add(name, () -> (float) random.nextDouble(-bound, bound), shape);
        }

        private void constant(String name, float value, long... shape) {
            add(name, () -> value, shape);
        }

        private void add(String name, Element element, long... shape) {
            List<Long> extents = Arrays.stream(shape).boxed().toList();
            long elements = extents.stream().reduce(1L, Math::multiplyExact);
            writer.add(name, TensorType.F32, extents, out -> write(out, elements, element));
        }

        private void write(OutputStream out, long elements, Element element) throws IOException {
            progress.throwIfCancelled();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < elements; at += CHUNK) {
                chunk.clear();
                int length = (int) Math.min(CHUNK, elements - at);
                for (int i = 0; i < length; i++) {
                    chunk.putFloat(element.next());
                }
                out.write(chunk.array(), 0, length * Float.BYTES);
            }
            progress.items(++written, TENSORS);
        }
    }

    /// Makes the elements of a tensor, one after the other.
    @FunctionalInterface
    private interface Element {
        float next();
    }

    /// Deletes the folder.
    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
