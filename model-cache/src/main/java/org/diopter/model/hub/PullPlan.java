package org.diopter.model.hub;

import java.nio.file.Path;
import java.util.List;

/// What a download would bring, before it starts.
///
/// @param revision a branch, a tag or a commit, as it was asked for
/// @param commit what that means now, 40 hexadecimal digits
/// @param folder where the files will be found
/// @param files all of them, those that are there already too; the smallest first
public record PullPlan(HubRepository repository, String revision, String commit, Path folder, List<Item> files) {
    public PullPlan {
        files = List.copyOf(files);
    }

    /// One file.
    ///
    /// @param have how many of its bytes are there already
    public record Item(HubFile file, long have) {
        public long missing() {
            return file.bytes() - have;
        }
    }

    /// The bytes of all files.
    public long bytes() {
        return files.stream().mapToLong(item -> item.file().bytes()).sum();
    }

    /// The bytes that have to be downloaded.
    public long missing() {
        return files.stream().mapToLong(Item::missing).sum();
    }
}
