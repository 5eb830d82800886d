package org.diopter.app.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of a job at one moment.
///
/// @param stage what happens now
/// @param number of this stage, from 1; 0 before the first
/// @param stages how many stages there are
/// @param done items of this stage that are done
/// @param total items of this stage, 0 where it is not known
/// @param from how many of them were there when the stage began
/// @param inBytes whether they are bytes
/// @param elapsed since the job began, until its end
/// @param inStage since this stage began
/// @param cancelling whether the user asked to stop
/// @param end how it ended, empty while it runs
/// @param problem why it failed
/// @param past the stages before the present one with the time they took; empty where a job has many
public record JobState(
        String stage,
        int number,
        int stages,
        long done,
        long total,
        long from,
        boolean inBytes,
        Duration elapsed,
        Duration inStage,
        boolean cancelling,
        Optional<End> end,
        Optional<Throwable> problem,
        List<Past> past) {

    public JobState {
        past = List.copyOf(past);
    }

    /// A stage that has ended.
    public record Past(String stage, Duration took) {}

    /// How a job ends: once.
    public enum End {
        DONE,
        CANCELLED,
        FAILED
    }

    /// From this age on a job shows.
    static final Duration SHOWN_AFTER = Duration.ofMillis(500);

    public boolean running() {
        return end.isEmpty();
    }

    /// Whether it has lasted so long that it shows, or has failed.
    boolean isWorthShowing() {
        return elapsed.compareTo(SHOWN_AFTER) >= 0 || end.filter(End.FAILED::equals).isPresent();
    }

    /// The share of the whole that is done, every stage counted alike; nothing where the present stage cannot tell.
    public OptionalDouble fraction() {
        if (end.isPresent()) {
            return OptionalDouble.of(1);
        }
        if (stages == 0 || (total == 0 && stages == 1)) {
            return OptionalDouble.empty();
        }
        double inside = total == 0 ? 0 : Math.min(1, (double) done / total);
        return OptionalDouble.of((number - 1 + inside) / stages);
    }

    /// Items a second in this stage; nothing before the first item.
    public OptionalDouble rate() {
        double seconds = inStage.toNanos() / 1e9;
        return done <= from || seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of((done - from) / seconds);
    }

    /// How long the present stage will still take if it goes on as it went; nothing before the first item or without a total.
    public Optional<Duration> remaining() {
        OptionalDouble rate = rate();
        return rate.isEmpty() || total == 0 || !running()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(1000 * Math.max(0, total - done) / rate.getAsDouble())));
    }
}
