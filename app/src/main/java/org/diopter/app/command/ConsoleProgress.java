package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.diopter.model.Progress;
import org.diopter.views.figure.Numbers;

/// Shows on standard error how long work goes: on a terminal a bar that is gone afterwards, elsewhere a line every few seconds. Work that ends within
/// half a second shows nothing.
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BAR_CELLS = 24;
    private static final double HUNDRED_PERCENT = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream err;
    private final boolean bar;
    private final boolean quiet;
    private final Interruption interruption;
    private final LongSupplier clock;
    private String stage = "";
    private long stageBegan;
    private long stageFrom = -1;
    private long nextShow;
    private int drawn;

    /// @param quiet shows nothing
    /// @param clock nanoseconds, such as `System::nanoTime`
    ConsoleProgress(Console console, boolean quiet, Interruption interruption, LongSupplier clock) {
        this.err = console.err();
        this.bar = console.isTerminalError();
        this.quiet = quiet;
        this.interruption = interruption;
        this.clock = clock;
        this.stageBegan = clock.getAsLong();
        this.nextShow = stageBegan + (bar ? FIRST_NANOS : LINE_NANOS);
    }

    @Override
    public synchronized void stage(String name, int number, int of) {
        if (!name.equals(stage)) {
            stage = name;
            stageBegan = clock.getAsLong();
            stageFrom = -1;
        }
        show(0, 0, "");
    }

    @Override
    public synchronized void items(long done, long total) {
        show(done, total, "");
    }

    /// @param detail what else is known, the time that is left included, with a comma before it
    synchronized void items(long done, long total, String detail) {
        show(done, total, detail, "");
    }

    @Override
    public synchronized void bytes(long done, long total) {
        stageFrom = stageFrom < 0 ? done : stageFrom;
        show(done, total, " of %s%s".formatted(Numbers.bytes(total), rate(done - stageFrom)));
    }

    /// @param amount what the whole is, for people
    private void show(long done, long total, String amount) {
        show(done, total, amount, left(done, total, clock.getAsLong() - stageBegan));
    }

    private void show(long done, long total, String amount, String left) {
        long now = clock.getAsLong();
        if (quiet || now < nextShow) {
            return;
        }
        nextShow = now + (bar ? BAR_NANOS : LINE_NANOS);
        String text = text(done, total, amount, left);
        if (!bar) {
            err.println(text);
            return;
        }
        err.print('\r' + text + " ".repeat(Math.max(0, drawn - text.length())));
        err.flush();
        drawn = text.length();
    }

    private String text(long done, long total, String amount, String left) {
        if (total <= 0) {
            return stage + "…";
        }
        double share = Math.clamp((double) done / total, 0, 1);
        int cells = (int) Math.round(share * BAR_CELLS);
        String picture = bar ? "  [" + "=".repeat(cells) + " ".repeat(BAR_CELLS - cells) + "]" : ":";
        return stage + picture + String.format(Locale.ROOT, " %3.0f %%", HUNDRED_PERCENT * share) + amount + left;
    }

    /// What was there when the stage began took no time and says nothing about the rest.
    private String left(long done, long total, long nanos) {
        long gained = done - Math.max(0, stageFrom);
        if (gained <= 0 || done >= total) {
            return "";
        }
        long millis = TimeUnit.NANOSECONDS.toMillis((long) ((double) nanos * (total - done) / gained));
        return ", " + Numbers.duration(millis) + " left";
    }

    private String rate(long gained) {
        double seconds = (clock.getAsLong() - stageBegan) / NANOS_PER_SECOND;
        return gained <= 0 || seconds <= 0 ? "" : ", " + Numbers.bytes(Math.round(gained / seconds)) + "/s";
    }

    @Override
    public boolean cancelled() {
        return interruption.isRequested();
    }

    /// Takes the bar away.
    @Override
    public synchronized void close() {
        if (drawn > 0) {
            err.print('\r' + " ".repeat(drawn) + '\r');
            err.flush();
            drawn = 0;
        }
    }
}
