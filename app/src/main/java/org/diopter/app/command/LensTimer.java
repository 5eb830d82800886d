package org.diopter.app.command;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;

/// Measures how long a user waits for a trajectory: through the workbench, and with other tokens in every run, so that nothing of an earlier one is
/// known.
final class LensTimer {
    /// So long the first runs of a length are not counted: until Java has compiled what they need.
    private static final double WARM_UP_MILLIS = 1_000;
    private static final int WARM_UPS = 2;
    private static final int RUNS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Workbench workbench;
    private final OpenModel model;
    private final SplittableRandom random;
    private final Interruption interruption;

    /// @param random makes the tokens
    LensTimer(Workbench workbench, OpenModel model, SplittableRandom random, Interruption interruption) {
        this.workbench = workbench;
        this.model = model;
        this.random = random;
        this.interruption = interruption;
    }

    /// Medians, in milliseconds from the moment of asking.
    ///
    /// @param length of the prompts
    /// @param forward until all blocks have run
    /// @param firstColumn until the selected position is known at all layers
    /// @param grid until everything is known
    /// @param readOut from the last block to the end
    record Times(int length, double forward, double firstColumn, double grid, double readOut) {}

    /// Reads prompts of a length, everything of each.
    Times measure(int length) {
        double[] forward = new double[RUNS];
        double[] firstColumn = new double[RUNS];
        double[] grid = new double[RUNS];
        double[] readOut = new double[RUNS];
        double warm = 0;
        for (int run = 0; run < WARM_UPS || warm < WARM_UP_MILLIS; run++) {
            warm += read(length).grid;
        }
        for (int run = 0; run < RUNS; run++) {
            Stopwatch watch = read(length);
            forward[run] = watch.forward;
            firstColumn[run] = watch.firstColumn;
            grid[run] = watch.grid;
            readOut[run] = watch.grid - watch.forward;
        }
        return new Times(length, median(forward), median(firstColumn), median(grid), median(readOut));
    }

    private Stopwatch read(int length) {
        TokenSequence tokens = TokenSequence.of(random.ints(length, 0, model.card().vocabulary()).toArray());
        Stopwatch watch = new Stopwatch();
        Run run = workbench.run(new Study(model.id(), tokens, new LensChoice.Logit()), Reading.everything(length), watch);
        interruption.during(run::cancel, run::await);
        return watch;
    }

    /// The middle value.
    ///
    /// @param values sorted afterwards
    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// Takes the times of one run, which are there when the run has ended.
    private static final class Stopwatch implements RunListener {
        private final long start = System.nanoTime();
        private volatile double forward;
        private volatile double firstColumn;
        private volatile double grid;

        private double now() {
            return (System.nanoTime() - start) / NANOS_PER_MILLI;
        }

        @Override
        public void blockDone(int block, int blocks) {
            forward = now();
        }

        @Override
        public void columnsRead(Trajectory partial) {
            grid = now();
            if (firstColumn == 0) {
                firstColumn = grid;
            }
        }
    }
}
