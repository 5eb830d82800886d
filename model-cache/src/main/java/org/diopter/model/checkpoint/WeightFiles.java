package org.diopter.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.diopter.model.store.Sha256;
import org.jspecify.annotations.Nullable;

/// The safetensors files of a model, one or several shards, and the tensors in them.
///
/// @param title what the user calls them all together: `model.safetensors`, or the index file's name
/// @param origins the user's own files, whose bytes are the weights' identity, in the order of their names
/// @param files the files that hold the tensors: the same, or what was made of them
/// @param tensors by name
record WeightFiles(String title, List<WeightFile> origins, List<WeightFile> files, Map<String, TensorInfo> tensors) {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final int MAX_INDEX = 64 << 20;
    private static final int CHUNK = 1 << 20;

    /// @param name in the model's folder
    /// @param path real, symbolic links resolved
    record WeightFile(String name, Path path, long bytes) {}

    /// The weights of a folder, if it has any. As everywhere, `model.safetensors` wins over an index.
    static Optional<WeightFiles> find(Path folder) {
        if (Files.exists(folder.resolve(SINGLE))) {
            Safetensors file = Safetensors.read(folder.resolve(SINGLE));
            List<WeightFile> files = List.of(new WeightFile(SINGLE, file.file(), file.bytes()));
            return Optional.of(new WeightFiles(SINGLE, files, files, file.tensors()));
        }
        if (Files.exists(folder.resolve(INDEX))) {
            return Optional.of(sharded(folder));
        }
        return Optional.empty();
    }

    private static WeightFiles sharded(Path folder) {
        SortedMap<String, List<String>> namesByShard = namesByShard(JsonText.read(folder.resolve(INDEX), Safetensors.CODE, MAX_INDEX).object());
        List<WeightFile> files = new ArrayList<>();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        namesByShard.forEach((shard, names) -> {
            if (!Files.exists(folder.resolve(shard))) {
                throw unusable("%s is missing; %s says that %d tensors lie in it. Download it again.".formatted(shard, INDEX, names.size()));
            }
            Safetensors file = Safetensors.read(folder.resolve(shard));
            files.add(new WeightFile(shard, file.file(), file.bytes()));
            for (String name : names) {
                TensorInfo tensor = file.tensors().get(name);
                if (tensor == null) {
                    throw unusable("%s has no tensor %s, which %s places in it. Download both again.".formatted(shard, name, INDEX));
                }
                tensors.put(name, tensor);
            }
        });
        return new WeightFiles(INDEX, List.copyOf(files), List.copyOf(files), tensors);
    }

    private static SortedMap<String, List<String>> namesByShard(Map<String, @Nullable Object> index) {
        if (!(index.get("weight_map") instanceof Map<?, ?> weightMap)) {
            throw unusable("%s has no object weight_map that says which file each tensor lies in. Download it again.".formatted(INDEX));
        }
        SortedMap<String, List<String>> namesByShard = new TreeMap<>();
        weightMap.forEach((name, shard) -> {
            if (!(shard instanceof String file) || !isPlainName(file)) {
                throw unusable("%s places tensor %s in ‘%.80s’; only names of .safetensors files in the model's own folder are followed."
                        .formatted(INDEX, name, shard));
            }
            namesByShard.computeIfAbsent(file, _ -> new ArrayList<>()).add((String) name);
        });
        return namesByShard;
    }

    /// Names no folder, no drive, no parent, on any system.
    private static boolean isPlainName(String file) {
        return file.endsWith(".safetensors") && file.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    }

    String sha256(Progress progress) {
        long total = origins.stream().mapToLong(WeightFile::bytes).sum();
        progress.stage("Hash weights", 1, 1);
        List<String> digests = new ArrayList<>();
        long before = 0;
        for (WeightFile file : origins) {
            digests.add(sha256(file, before, total, progress));
            before += file.bytes();
        }
        return digests.size() == 1 ? digests.getFirst() : Sha256.of(String.join("", digests));
    }

    private static String sha256(WeightFile file, long before, long total, Progress progress) {
        Sha256 hash = new Sha256();
        byte[] chunk = new byte[CHUNK];
        long done = before;
        try (InputStream in = Files.newInputStream(file.path())) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                progress.throwIfCancelled();
                hash.add(chunk, 0, read);
                done += read;
                progress.items(done, total);
            }
        } catch (IOException e) {
            throw new UnusableInputException(Safetensors.CODE, "%s cannot be read any more: %s."
                    .formatted(file.name(), UnusableInputException.reason(e)), e);
        }
        return hash.hex();
    }

    private static UnusableInputException unusable(String sentence) {
        return new UnusableInputException(Safetensors.CODE, sentence);
    }
}
