package org.diopter.model.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// Downloads models and lenses from a hub into the Hugging Face cache of this machine, where every program that knows its layout finds them. Nothing else
/// in the program touches the network, and this does only when the user asked for a download.
public final class Hub implements AutoCloseable {
    /// The revision that is taken if none is named.
    public static final String MAIN = "main";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,5}");
    private static final double MEGABYTE = 1e6;

    private final HubConnection connection;
    private final Circumstances circumstances;

    /// What a test gives other values.
    ///
    /// @param patience how long nothing may arrive before a connection counts as dead
    record Circumstances(Retry retry, Duration patience, SnapshotFolder.Links links, Space space) {
        static Circumstances real() {
            return new Circumstances(new Retry(Retry.Pause.real()), PATIENCE, SnapshotFolder.Links.symbolic(), Space.OF_DISK);
        }
    }

    /// How much can be written.
    @FunctionalInterface
    interface Space {
        Space OF_DISK = folder -> Files.getFileStore(folder).getUsableSpace();

        /// @param folder is there
        long bytes(Path folder) throws IOException;
    }

    /// Connects to nothing yet.
    public Hub(HubAccess access) {
        this(access, Circumstances.real());
    }

    Hub(HubAccess access, Circumstances circumstances) {
        this.connection = new HubConnection(access);
        this.circumstances = circumstances;
    }

    /// Asks the hub what a download would bring. Nothing is written.
    ///
    /// @param revision a branch, a tag or a commit; [#MAIN] for the newest
    /// @throws UnusableInputException D-701 … D-706 if the hub cannot be reached or refuses, D-101 if there is nothing that could be opened
    public PullPlan plan(HubRepository repository, String revision, FileChoice choice, Progress progress) {
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw new UnusableInputException("D-701", "‘%.100s’ is no revision. Give a branch, a tag or a commit.".formatted(revision));
        }
        progress.stage("Ask the hub", 1, 2);
        HubAccess access = connection.access();
        URI description = URI.create(access.at(repository.apiPath() + "/revision/" + revision) + "?blobs=true");
        byte[] answer = circumstances.retry().run(repository.id(), () -> 0, progress, () -> connection.text(repository, description, progress));
        HubListing listing = HubListing.read(repository, answer);
        BlobDownload blobs = blobs(repository);
        List<PullPlan.Item> items = choice.of(repository, listing.files()).stream()
                .map(file -> new PullPlan.Item(file, blobs.have(file)))
                .toList();
        return new PullPlan(repository, revision, listing.commit(), snapshot(repository, listing.commit()).path(), items);
    }

    /// Downloads what is missing, checks it, and puts it where models are found.
    ///
    /// @param progress gets bytes
    /// @return the folder with the files
    /// @throws UnusableInputException D-701 … D-707 if something cannot be had or written; what arrived is kept for the next time
    /// @throws org.diopter.model.CancelledException if the user stopped it; what arrived is kept
    public Path fetch(PullPlan plan, Progress progress) {
        requireSpace(plan);
        progress.stage("Download " + plan.repository().id(), 2, 2);
        BlobDownload blobs = blobs(plan.repository());
        long bytes = plan.bytes();
        long before = 0;
        for (PullPlan.Item item : plan.files()) {
            long done = before;
            blobs.fetch(address(plan, item.file()), item.file(), arrived -> progress.bytes(done + arrived, bytes), progress);
            before += item.file().bytes();
        }
        SnapshotFolder snapshot = snapshot(plan.repository(), plan.commit());
        snapshot.publish(plan.files().stream().map(PullPlan.Item::file).toList(), plan.revision());
        return snapshot.path();
    }

    private URI address(PullPlan plan, HubFile file) {
        return connection.access().at(plan.repository().pagePath() + "/resolve/" + plan.commit() + "/" + file.path());
    }

    private void requireSpace(PullPlan plan) {
        Path cache = connection.access().cache().folder();
        try {
            Files.createDirectories(cache);
            long free = circumstances.space().bytes(cache);
            if (free < plan.missing()) {
                throw new UnusableInputException("D-707", "%s needs %.0f MB more, %.0f MB are free in ‘%s’. Free some space, or choose another cache with HF_HOME."
                        .formatted(plan.repository().id(), plan.missing() / MEGABYTE, free / MEGABYTE, cache));
            }
        } catch (IOException e) {
            throw new UnusableInputException("D-707", "‘%s’ cannot be written: %s. Choose another cache with HF_HOME."
                    .formatted(cache, UnusableInputException.reason(e)), e);
        }
    }

    private BlobDownload blobs(HubRepository repository) {
        Path blobs = connection.access().cache().folder(repository).resolve("blobs");
        return new BlobDownload(connection, circumstances.retry(), repository, blobs, circumstances.patience());
    }

    private SnapshotFolder snapshot(HubRepository repository, String commit) {
        return new SnapshotFolder(connection.access().cache().folder(repository), commit, circumstances.links());
    }

    /// Breaks what is still going on off.
    @Override
    public void close() {
        connection.close();
    }
}
