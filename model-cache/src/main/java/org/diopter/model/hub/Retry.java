package org.diopter.model.hub;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries again what a network or a busy server spoils: some times in a row, waiting twice as long each time, or as long as the server asks.
///
/// @param pause waits
record Retry(Pause pause) {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final int MOST_IN_A_ROW = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration STEP = Duration.ofMillis(100);

    /// Waits.
    @FunctionalInterface
    interface Pause {
        /// @throws org.diopter.model.CancelledException if the user stopped it meanwhile
        void wait(Duration time, Progress progress);

        /// Waits for real, and looks ten times a second whether it shall stop.
        static Pause real() {
            return (time, progress) -> {
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end) {
                    progress.throwIfCancelled();
                    sleep();
                }
            };
        }

        private static void sleep() {
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new org.diopter.model.CancelledException();
            }
        }
    }

    /// Something that the network can spoil.
    @FunctionalInterface
    interface Attempt<T> {
        /// @throws IOException if another attempt may succeed
        T run() throws IOException;
    }

    /// A server that asks to come back later.
    static final class Later extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Optional<Duration> after;

        Later(String message, Optional<Duration> after) {
            super(message);
            this.after = after;
        }
    }

    /// @param what is wanted, for the sentence of the error
    /// @param gained how much there is so far; an attempt that brings more is no failure
    /// @throws UnusableInputException D-703 or D-704 once it is given up
    <T> T run(String what, LongSupplier gained, Progress progress, Attempt<T> attempt) {
        int failures = 0;
        long first = gained.getAsLong();
        while (true) {
            progress.throwIfCancelled();
            long before = gained.getAsLong();
            try {
                return attempt.run();
            } catch (IOException e) {
                progress.throwIfCancelled();
                LOG.info("{}: {}", what, e.toString());
                failures = gained.getAsLong() > before ? 1 : failures + 1;
                boolean hopeless = isOffline(e) && gained.getAsLong() == first;
                if (hopeless || failures == MOST_IN_A_ROW || asked(e).filter(time -> time.compareTo(LONGEST_PAUSE) > 0).isPresent()) {
                    throw givenUp(what, failures, e);
                }
                pause.wait(asked(e).orElse(FIRST_PAUSE.multipliedBy(1L << (failures - 1))), progress);
            }
        }
    }

    private static Optional<Duration> asked(IOException e) {
        return e instanceof Later later ? later.after : Optional.empty();
    }

    private static boolean isOffline(Throwable e) {
        return e instanceof UnknownHostException
                || e instanceof UnresolvedAddressException
                || (e.getCause() != null && !e.getCause().equals(e) && isOffline(e.getCause()));
    }

    private static UnusableInputException givenUp(String what, int failures, IOException e) {
        if (e instanceof Later) {
            String when = asked(e).map(time -> " It asks to wait %s.".formatted(words(time))).orElse("");
            return new UnusableInputException("D-703", "%s: the hub answers ‘%s’.%s Try again later; what was downloaded is kept."
                    .formatted(what, e.getMessage(), when), e);
        }
        if (isOffline(e)) {
            return new UnusableInputException("D-704", "%s: the hub's address is not known here, as if this computer were offline. Models on this computer"
                    .formatted(what) + " can still be opened.", e);
        }
        return new UnusableInputException("D-704", "%s: the connection failed %d times (%s). Try again; what was downloaded is kept."
                .formatted(what, failures, UnusableInputException.reason(e)), e);
    }

    private static String words(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : String.format(Locale.ROOT, "%d min", time.toMinutes());
    }
}
