package org.diopter.app.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.diopter.app.job.Job;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.cache.less.LessTraining.Baselines;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.cache.less.TrainingState;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.views.kernels.BlockCurve;
import org.diopter.views.kernels.KernelForm;
import org.diopter.views.kernels.KernelModel;
import org.diopter.views.kernels.KernelProgress;

/// Hands the news of a training of kernels to the view: of the steps between two looks only the latest, of the curves the longest.
final class KernelMailbox {
    private static final double NANOS = 1e9;

    private final Job job;
    private final KernelModel view;
    private final TrainingControl control;
    private final KernelForm.Order order;
    private final Executor fx;
    private final long begun = System.nanoTime();
    private final Map<Integer, BlockCurve> curves = new LinkedHashMap<>();
    private KernelProgress latest;
    private long waited;
    /// Epochs that were gone through here; those of a former training are not among them.
    private double epochs;
    private boolean waiting;

    /// @param control what holds and ends the training
    KernelMailbox(Job job, KernelModel view, TrainingControl control, KernelForm.Order order, Executor fx) {
        this.job = job;
        this.view = view;
        this.control = control;
        this.order = order;
        this.fx = fx;
        latest = KernelProgress.begin(order.blocks().getFirst(), order.blocks().size(), order.recipe().epochs());
    }

    /// Who hears of one block.
    ///
    /// @param index of the block among those that were asked for
    LessTraining.Listener block(int index) {
        job.stage(WindowTexts.ALL.get("stage.kernels", order.blocks().get(index)), index + 1, order.blocks().size());
        put(index, 0, -1);
        return new BlockListener(index);
    }

    /// A block is ready, or as far as it came.
    void ready(int index, TrainedKernels kernels) {
        put(new BlockCurve(order.blocks().get(index), kernels.baselines(), kernels.curve()));
    }

    private final class BlockListener implements LessTraining.Listener {
        private final int index;
        private Baselines without = new Baselines(Double.NaN, Double.NaN);
        private int epoch;
        private double within;

        BlockListener(int index) {
            this.index = index;
        }

        @Override
        public void measured(Baselines baselines) {
            without = baselines;
            put(new BlockCurve(order.blocks().get(index), baselines, List.of()));
        }

        @Override
        public void stepped(int done, int of) {
            hold();
            double now = (double) done / of;
            count(now - within);
            within = now;
            put(index, epoch, now);
        }

        @Override
        public void epochDone(TrainingState state) {
            count(1 - within);
            within = 0;
            epoch = state.epoch();
            job.items(epoch, order.recipe().epochs());
            put(new BlockCurve(order.blocks().get(index), without, state.curve()));
            put(index, epoch, 0);
        }
    }

    private void hold() {
        long nanos = control.awaitResume();
        synchronized (this) {
            waited += nanos;
        }
    }

    private synchronized void count(double more) {
        epochs += more;
    }

    private synchronized void put(int index, int epoch, double within) {
        int of = order.blocks().size();
        double seconds = (System.nanoTime() - begun - waited) / NANOS;
        latest = new KernelProgress(order.blocks().get(index), index, of, epoch, order.recipe().epochs(), within, seconds,
                epochs / order.recipe().epochs() / of);
        wake();
    }

    private synchronized void put(BlockCurve curve) {
        curves.put(curve.block(), curve);
        wake();
    }

    private void wake() {
        if (!waiting) {
            waiting = true;
            fx.execute(this::deliver);
        }
    }

    private void deliver() {
        KernelProgress progress;
        List<BlockCurve> measured;
        synchronized (this) {
            progress = latest;
            measured = List.copyOf(curves.values());
            curves.clear();
            waiting = false;
        }
        view.advance(progress, measured);
    }
}
