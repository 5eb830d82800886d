package org.diopter.engine.cache.less;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;
import org.ejml.data.FMatrixRMaj;

/// The kernels of one block as a safetensors file, float32: `Wq1` [H, D, R'], `Wq2` [H, R', R], `Wk1`, `Wk2`, `Wk3` [H, R, R], `s1` and `s2` [H, R]; in the
/// metadata which block of which model they are for.
public final class KernelFile {
    /// Kernels that cannot be read, or are of something else.
    static final String CODE = "D-403";

    private static final String FORMAT = "diopter.less_kernel";
    private static final List<String> NAMES = List.of("Wq1", "Wq2", "Wk1", "Wk2", "Wk3", "s1", "s2");
    private static final int MOST_NUMBERS = 1 << 28;

    private KernelFile() {}

    /// Where kernels are for.
    ///
    /// @param modelSha256 of the model; empty if the file does not say
    /// @param block −1 if the file does not say
    /// @param policy on which they were trained, as text; empty if the file does not say
    public record Place(String modelSha256, int block, String policy) {}

    /// The name of a block's file in a folder of kernels.
    public static String name(int block) {
        return "block-%03d.safetensors".formatted(block);
    }

    /// The files of kernels in a folder; none where there is no such folder.
    ///
    /// @throws UnusableInputException if it cannot be read
    public static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "block-*.safetensors")) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "‘%s’ cannot be read: %s. Choose another folder.".formatted(folder, UnusableInputException.reason(e)), e);
        }
        return files.stream().sorted().toList();
    }

    /// Deletes files of kernels.
    ///
    /// @throws UnusableInputException if one cannot be deleted
    public static void delete(List<Path> files) {
        for (Path file : files) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UnusableInputException(CODE, "‘%s’ cannot be deleted: %s. Choose another folder.".formatted(file, UnusableInputException.reason(e)), e);
            }
        }
    }

    /// Writes a file whole or not at all.
    ///
    /// @throws UnusableInputException if it cannot be written
    public static void write(BlockKernel kernel, Place place, Path file) {
        Path absolute = file.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.createDirectories(absolute.resolveSibling(""));
            try (FileChannel channel = FileChannel.open(
                            part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                writer(kernel, place).writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another place."
                    .formatted(file.getFileName(), UnusableInputException.reason(e)), e);
        }
    }

    private static SafetensorsWriter writer(BlockKernel kernel, Place place) {
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("format", FORMAT)
                .metadata("model_sha256", place.modelSha256())
                .metadata("block", Integer.toString(place.block()))
                .metadata("policy", place.policy());
        add(writer, "", kernel);
        return writer;
    }

    /// Adds the tensors of a block's kernels.
    ///
    /// @param prefix of their names
    static void add(SafetensorsWriter writer, String prefix, BlockKernel kernel) {
        for (int i = 0; i < NAMES.size(); i++) {
            int index = i;
            List<FMatrixRMaj> heads = kernel.heads().stream().map(head -> head.parameters().get(index)).toList();
            FMatrixRMaj first = heads.getFirst();
            List<Long> shape = first.numRows == 1 && NAMES.get(i).startsWith("s")
                    ? List.of((long) heads.size(), (long) first.numCols)
                    : List.of((long) heads.size(), (long) first.numRows, (long) first.numCols);
            float[] all = new float[heads.size() * first.getNumElements()];
            for (int head = 0; head < heads.size(); head++) {
                System.arraycopy(heads.get(head).data, 0, all, head * first.getNumElements(), first.getNumElements());
            }
            writer.add(prefix + NAMES.get(i), TensorType.F32, shape, MemorySegment.ofArray(all));
        }
    }

    /// Reads a block's kernels.
    ///
    /// @param shape of the model they are to serve
    /// @throws UnusableInputException if the file is none, or of a model of other sizes
    public static BlockKernel read(Path file, ModelShape shape) {
        return read(Safetensors.read(file), "", shape);
    }

    /// The same from a file that holds more.
    ///
    /// @param prefix of the tensors' names
    static BlockKernel read(Safetensors content, String prefix, ModelShape shape) {
        List<List<FMatrixRMaj>> byName = NAMES.stream().map(name -> matrices(content, prefix + name, shape.heads())).toList();
        List<HeadKernel> heads = new ArrayList<>();
        for (int head = 0; head < shape.heads(); head++) {
            int index = head;
            heads.add(HeadKernel.of(byName.stream().map(all -> all.get(index)).toList()));
        }
        require(content, heads.getFirst(), shape);
        return new BlockKernel(heads);
    }

    /// What a file says of where it belongs.
    public static Place place(Path file) {
        Map<String, String> metadata = Safetensors.read(file).metadata();
        String block = metadata.getOrDefault("block", "-1");
        return new Place(
                metadata.getOrDefault("model_sha256", ""), block.matches("[0-9]{1,6}") ? Integer.parseInt(block) : -1, metadata.getOrDefault("policy", ""));
    }

    /// Reads a folder with files of blocks, as [#name(int)] has them; blocks may be missing.
    ///
    /// @param modelSha256 of the model they are to serve
    /// @throws UnusableInputException if there is none, or one is of another model or block
    public static Map<Integer, BlockKernel> readFolder(Path folder, ModelShape shape, Optional<String> modelSha256) {
        Map<Integer, BlockKernel> kernels = new TreeMap<>();
        for (int block = 0; block < shape.layers(); block++) {
            Path file = folder.resolve(name(block));
            if (Files.exists(file)) {
                requirePlace(file, block, modelSha256);
                kernels.put(block, read(file, shape));
            }
        }
        if (kernels.isEmpty()) {
            throw new UnusableInputException(CODE, "There are no kernels in ‘%s’: %s is not there. Train some with train-less, or choose another folder."
                    .formatted(folder.getFileName(), name(0)));
        }
        return kernels;
    }

    private static void requirePlace(Path file, int block, Optional<String> modelSha256) {
        Place place = place(file);
        boolean other = modelSha256.isPresent() && !place.modelSha256().isEmpty() && !place.modelSha256().equals(modelSha256.get());
        if (other) {
            throw new UnusableInputException(CODE, "‘%s’ in ‘%s’ has kernels of another model (sha256 %.8s, not %.8s). Choose kernels of this model, or train them with train-less."
                    .formatted(file.getFileName(), file.toAbsolutePath().getParent(), place.modelSha256(), modelSha256.get()));
        }
        if (place.block() >= 0 && place.block() != block) {
            throw new UnusableInputException(CODE, "‘%s’ has kernels of block %d, not %d. Name the files after their blocks, as train-less does."
                    .formatted(file.getFileName(), place.block(), block));
        }
    }

    private static List<FMatrixRMaj> matrices(Safetensors content, String name, int heads) {
        TensorInfo tensor = content.tensors().get(name);
        if (tensor == null) {
            throw problem(content, "has no tensor ‘%s’".formatted(name));
        }
        List<Long> shape = tensor.shape();
        if (tensor.type() != TensorType.F32 || tensor.elements() > MOST_NUMBERS || shape.size() < 2 || shape.size() > 3) {
            throw problem(content, "has ‘%s’ of shape %s and type %s; float32 matrices of heads are read".formatted(name, shape, tensor.type()));
        }
        if (shape.getFirst() != heads) {
            throw problem(content, "has kernels of %d heads; this model has %d".formatted(shape.getFirst(), heads));
        }
        int rows = shape.size() == 2 ? 1 : Math.toIntExact(shape.get(1));
        int columns = Math.toIntExact(shape.getLast());
        ByteBuffer bytes = bytes(tensor);
        List<FMatrixRMaj> matrices = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
            bytes.asFloatBuffer().get(head * rows * columns, matrix.data);
            requireFinite(content, name, head, matrix.data);
            matrices.add(matrix);
        }
        return matrices;
    }

    private static void requireFinite(Safetensors content, String name, int head, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw problem(content, "has %s as number %d of ‘%s’ of head %d; kernels are finite".formatted(numbers[i], i, name, head));
            }
        }
    }

    /// The float64 numbers of a tensor.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    static double[] numbers(Safetensors content, String name) {
        TensorInfo tensor = content.tensors().get(name);
        if (tensor == null || tensor.type() != TensorType.F64 || tensor.elements() > MOST_NUMBERS) {
            throw new IllegalArgumentException("no numbers " + name);
        }
        ByteBuffer bytes = bytes(tensor);
        double[] numbers = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(numbers);
        return numbers;
    }

    private static ByteBuffer bytes(TensorInfo tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.length())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, tensor.offset() + bytes.position()) >= 0) {
                // reads on to the end
            }
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "‘%s’ cannot be read: %s.".formatted(tensor.file().getFileName(), UnusableInputException.reason(e)), e);
        }
        return bytes.flip();
    }

    private static void require(Safetensors content, HeadKernel head, ModelShape shape) {
        int hidden = head.queryIn().numCols;
        int rank = head.rank();
        List<String> expected = Stream.of(
                        new int[] {shape.headWidth(), hidden}, new int[] {hidden, rank}, new int[] {shape.headWidth(), hidden},
                        new int[] {hidden, rank}, new int[] {rank, rank}, new int[] {1, rank}, new int[] {1, rank})
                .map(size -> size[0] + " × " + size[1])
                .toList();
        for (int i = 0; i < NAMES.size(); i++) {
            FMatrixRMaj matrix = head.parameters().get(i);
            String size = matrix.numRows + " × " + matrix.numCols;
            if (!size.equals(expected.get(i))) {
                throw problem(content, "has ‘%s’ of %s a head where this model needs %s".formatted(NAMES.get(i), size, expected.get(i)));
            }
        }
    }

    private static UnusableInputException problem(Safetensors content, String what) {
        return new UnusableInputException(
                CODE, "‘%s’ %s. Choose kernels of this model, or train them with train-less.".formatted(content.file().getFileName(), what));
    }
}
