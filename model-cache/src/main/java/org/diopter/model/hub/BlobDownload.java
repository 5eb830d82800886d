package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// Downloads files into a cache's `blobs`, each named by its hash. What has arrived stays as `HASH.incomplete`, and the next attempt goes on from there;
/// only bytes with the right hash get the name.
///
/// @param blobs the folder
/// @param patience how long nothing may arrive before the connection counts as dead
record BlobDownload(HubConnection connection, Retry retry, HubRepository repository, Path blobs, Duration patience) {
    private static final String INCOMPLETE = ".incomplete";
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");
    private static final int CHUNK = 1 << 17;
    private static final int PARTIAL = 206;
    private static final int RANGE_UNKNOWN = 416;
    private static final int MOST_WRONG_HASHES = 2;

    /// Where a file's bytes are, once they are there.
    Path blob(HubFile file) {
        return blobs.resolve(file.hash());
    }

    /// Whether a file's bytes are there already.
    boolean isThere(HubFile file) {
        return blob(file).toFile().length() == file.bytes() && Files.isRegularFile(blob(file));
    }

    /// How many bytes of a file are there, some of them perhaps from an earlier attempt.
    long have(HubFile file) {
        return isThere(file) ? file.bytes() : Math.min(file.bytes(), incomplete(file).toFile().length());
    }

    private Path incomplete(HubFile file) {
        return blobs.resolve(file.hash() + INCOMPLETE);
    }

    /// Downloads a file, or what is missing of it.
    ///
    /// @param arrived is told how many of its bytes are there
    /// @throws UnusableInputException if it cannot be had; what arrived is kept
    /// @throws org.diopter.model.CancelledException if the user stopped it; what arrived is kept
    void fetch(URI address, HubFile file, LongConsumer arrived, Progress progress) {
        if (!isThere(file)) {
            try {
                Files.createDirectories(blobs);
                fill(address, file, arrived, progress);
                Files.move(incomplete(file), blob(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
        arrived.accept(file.bytes());
    }

    private void fill(URI address, HubFile file, LongConsumer arrived, Progress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        incomplete(file), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, file)) {
            for (int wrong = 0; wrong < MOST_WRONG_HASHES; wrong++) {
                Transfer transfer = new Transfer(channel, address, file, arrived, progress);
                retry.run("%s of %s".formatted(file.path(), repository.id()), transfer::size, progress, transfer::goOn);
                if (transfer.hash().equals(file.hash())) {
                    channel.force(true);
                    return;
                }
                transfer.beginAgain(); // a damaged beginning from an earlier attempt, perhaps
            }
        }
        throw new UnusableInputException("D-705",
                "‘%s’ of %s arrived damaged twice: its %d bytes do not have the hash that the hub announces. Try again later, or use another network."
                        .formatted(file.path(), repository.id(), file.bytes()));
    }

    private FileLock lock(FileChannel channel, HubFile file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw busy(file, e);
        }
        throw busy(file, null);
    }

    private UnusableInputException busy(HubFile file, @org.jspecify.annotations.Nullable Exception cause) {
        return new UnusableInputException("D-707", "‘%s’ of %s is being downloaded already. Wait until that has ended."
                .formatted(file.path(), repository.id()), cause);
    }

    private UnusableInputException unwritable(IOException e) {
        return new UnusableInputException("D-707", "‘%s’ could not be written: %s. Free some space, or choose another cache with HF_HOME; what was downloaded is kept."
                .formatted(blobs, UnusableInputException.reason(e)), e);
    }

    /// One file on its way.
    private final class Transfer {
        private final FileChannel channel;
        private final URI address;
        private final HubFile file;
        private final LongConsumer arrived;
        private final Progress progress;

        Transfer(FileChannel channel, URI address, HubFile file, LongConsumer arrived, Progress progress) {
            this.channel = channel;
            this.address = address;
            this.file = file;
            this.arrived = arrived;
            this.progress = progress;
        }

        long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        void beginAgain() {
            try {
                channel.truncate(0);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        /// Gets the bytes that are missing.
        ///
        /// @throws IOException if the connection is lost
        Path goOn() throws IOException {
            if (size() > file.bytes()) {
                beginAgain();
            }
            long from = size();
            if (from < file.bytes()) {
                HttpResponse<InputStream> answer = connection.get(repository, address, from, this::requireSame, progress);
                try (GuardedBody body = new GuardedBody(answer.body(), progress, patience)) {
                    copy(body, begin(answer, from));
                }
            }
            return blobs;
        }

        /// That the hub still means the file of the listing.
        private void requireSame(HttpHeaders headers) {
            OptionalLong size = headers.firstValueAsLong("X-Linked-Size");
            if (size.isPresent() && size.getAsLong() != file.bytes()) {
                throw wrongLength(size.getAsLong());
            }
        }

        /// Where the answer's first byte belongs.
        private long begin(HttpResponse<InputStream> answer, long from) throws IOException {
            if (answer.statusCode() == RANGE_UNKNOWN) {
                beginAgain();
                throw new IOException("the hub has no byte " + from);
            }
            if (answer.statusCode() == PARTIAL) {
                Matcher range = CONTENT_RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
                if (!range.matches() || Long.parseLong(range.group(1)) != from) {
                    beginAgain();
                    throw new IOException("the hub sent other bytes than those asked for");
                }
                requireLength(Long.parseLong(range.group(2)));
                return from;
            }
            OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
            if (length.isPresent()) {
                requireLength(length.getAsLong());
            }
            beginAgain(); // the whole file comes, whatever was asked for
            return 0;
        }

        private void requireLength(long announced) {
            if (announced != file.bytes()) {
                throw wrongLength(announced);
            }
        }

        private void copy(GuardedBody body, long from) throws IOException {
            long at = from;
            byte[] chunk = new byte[CHUNK];
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                progress.throwIfCancelled();
                if (at + read > file.bytes()) {
                    beginAgain();
                    throw wrongLength(at + read);
                }
                write(ByteBuffer.wrap(chunk, 0, read), at);
                at += read;
                arrived.accept(at);
            }
            if (at < file.bytes()) {
                throw new IOException("the connection ended at byte " + at + " of " + file.bytes());
            }
        }

        private void write(ByteBuffer bytes, long at) {
            try {
                long to = at;
                while (bytes.hasRemaining()) {
                    to += channel.write(bytes, to);
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        private UnusableInputException wrongLength(long bytes) {
            return new UnusableInputException("D-705", "‘%s’ of %s has %d bytes or more where the hub's listing says %d. Pull it again; if that stays, it is the hub's fault."
                    .formatted(file.path(), repository.id(), bytes, file.bytes()));
        }

        String hash() {
            BlobHash hash = new BlobHash(file);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            try {
                for (long at = 0; at < file.bytes(); ) {
                    progress.throwIfCancelled();
                    int read = channel.read(chunk.clear(), at);
                    if (read < 0) {
                        throw new IOException("its file was cut short meanwhile");
                    }
                    hash.add(chunk.flip());
                    at += read;
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
            return hash.hex();
        }
    }
}
