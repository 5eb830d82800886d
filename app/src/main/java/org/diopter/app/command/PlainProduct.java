package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;

/// The product of rows with a model's unembedding and nothing else: what no read-out can undercut. Rows go in blocks whose results fit 64 MB, since
/// writing to memory that was never touched before would make the limit look higher than it is.
final class PlainProduct implements AutoCloseable {
    private static final long BLOCK_BYTES = 64L << 20;
    private static final int WARM_UPS = 1;
    private static final int RUNS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Checkpoint checkpoint;
    private final OnnxRuntime runtime;
    private final Session session;
    private final Architecture architecture;
    private final Interruption interruption;

    private PlainProduct(Checkpoint checkpoint, OnnxRuntime runtime, Session session, Architecture architecture, Interruption interruption) {
        this.checkpoint = checkpoint;
        this.runtime = runtime;
        this.session = session;
        this.architecture = architecture;
        this.interruption = interruption;
    }

    static PlainProduct open(Path folder, EngineOptions options, Interruption interruption) {
        OnnxRuntime runtime = OnnxRuntime.start(options.provider(), options.threads());
        Checkpoint checkpoint = Checkpoint.open(folder, options.store(), Progress.NONE);
        try {
            Architecture architecture = Families.read(checkpoint);
            ModelGraphs graphs = new ModelGraphs(architecture);
            Session session = runtime.session(graphs.product(), graphs.weightsFolder(), true);
            return new PlainProduct(checkpoint, runtime, session, architecture, interruption);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /// The median time in milliseconds.
    ///
    /// @param rows of the stream, all layers of all positions
    double measure(long rows) {
        long block = Math.clamp(BLOCK_BYTES / (architecture.vocabulary() * (long) Float.BYTES), 1, rows);
        FloatTensor stream = FloatTensor.zeros(block, architecture.width());
        SplittableRandom random = new SplittableRandom(0);
        for (long i = 0; i < stream.elements(); i++) {
            stream.set(i, (float) random.nextDouble(-1, 1));
        }
        FloatTensor logits = FloatTensor.zeros(block, architecture.vocabulary());
        double[] millis = new double[RUNS];
        for (int run = -WARM_UPS; run < RUNS; run++) {
            long start = System.nanoTime();
            for (long from = 0; from < rows; from += block) {
                product(stream.firstRows(Math.min(block, rows - from)), logits);
            }
            if (run >= 0) {
                millis[run] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            }
        }
        return LensTimer.median(millis);
    }

    private void product(FloatTensor stream, FloatTensor logits) {
        Cancellation cancellation = new Cancellation();
        interruption.during(cancellation::cancel, () -> {
            session.run(Map.of(ModelGraphs.STREAM, stream), Map.of(ModelGraphs.LOGITS, logits.firstRows(stream.size(0))), cancellation);
            return logits;
        });
    }

    @Override
    public void close() {
        session.close();
        checkpoint.close();
        runtime.close();
    }
}
