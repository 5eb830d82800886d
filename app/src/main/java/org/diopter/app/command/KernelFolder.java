package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.diopter.engine.cache.less.BlockKernel;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.model.UnusableInputException;

/// The folder of kernels that a training writes, one file a block. New kernels stand beside those of a former training, under names of their own, until all are
/// there.
///
/// @param path of the folder; it may not be there yet
/// @param blocks that are trained; empty if all are, and kernels of no other training may stay
record KernelFolder(Path path, List<Integer> blocks) {
    private static final String FRESH = ".new";

    KernelFolder {
        blocks = List.copyOf(blocks);
    }

    /// Looks whether it can be written, before the work begins.
    ///
    /// @param replace whether kernels that are there may be replaced
    /// @throws UnusableInputException D-501 if not
    void check(boolean replace) {
        new OutputFolder(path).check();
        if (!replace && !former().isEmpty()) {
            throw new UnusableInputException("D-501", "‘%s’ holds kernels already. Replace them with --force, or name another folder.".formatted(path));
        }
    }

    /// The kernels that are there and would go.
    List<Path> former() {
        return KernelFile.in(path).stream().filter(this::goes).toList();
    }

    /// Those that stay.
    List<Path> others() {
        return KernelFile.in(path).stream().filter(file -> !goes(file)).toList();
    }

    private boolean goes(Path file) {
        return blocks.isEmpty() || blocks.stream().anyMatch(block -> file.getFileName().toString().equals(KernelFile.name(block)));
    }

    /// Writes kernels beside the former ones.
    ///
    /// @throws UnusableInputException D-501 if they cannot be written
    void write(BlockKernel kernel, KernelFile.Place place) {
        KernelFile.write(kernel, place, fresh(place.block()));
    }

    /// Puts what was written into the place of the former kernels, each where that of its block was.
    ///
    /// @param written the blocks
    /// @param complete whether that is the whole set, and former kernels of other blocks go
    /// @throws UnusableInputException D-403 if a former file cannot be deleted, D-501 if a new one cannot be moved
    void exchange(List<Integer> written, boolean complete) {
        for (int block : written) {
            try {
                Files.move(fresh(block), path.resolve(KernelFile.name(block)), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another folder.".formatted(
                        KernelFile.name(block), UnusableInputException.reason(e)), e);
            }
        }
        if (complete) {
            Set<String> names = written.stream().map(KernelFile::name).collect(Collectors.toSet());
            KernelFile.delete(former().stream().filter(file -> !names.contains(file.getFileName().toString())).toList());
        }
    }

    /// Takes back what was written; the former kernels stay.
    void discard(List<Integer> written) {
        KernelFile.delete(written.stream().map(this::fresh).toList());
    }

    private Path fresh(int block) {
        return path.resolve(KernelFile.name(block) + FRESH);
    }
}
