package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.diopter.model.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The body of an answer, which is closed from outside when the user cancels or when nothing has arrived for long: reading it would block for good.
final class GuardedBody implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedBody.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final InputStream body;
    private final Progress progress;
    private final Duration patience;
    private final Thread guard;
    private volatile long lastRead = System.nanoTime();

    /// @param patience how long nothing may arrive
    GuardedBody(InputStream body, Progress progress, Duration patience) {
        this.body = body;
        this.progress = progress;
        this.patience = patience;
        this.guard = Thread.ofVirtual().name("download-guard").start(this::watch);
    }

    /// As [InputStream#read(byte[])].
    int read(byte[] chunk) throws IOException {
        int read = body.read(chunk);
        lastRead = System.nanoTime();
        return read;
    }

    private void watch() {
        try {
            while (!progress.cancelled() && System.nanoTime() - lastRead < patience.toNanos()) {
                Thread.sleep(LOOK);
            }
            body.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // reading has ended
        } catch (IOException e) {
            LOG.debug("a body could not be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        guard.interrupt();
        body.close();
    }
}
