package org.diopter.engine.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.diopter.model.UnusableInputException;

/// ONNX Runtime on one execution provider: makes the sessions, which all share the process's one pool of threads.
///
/// The number of threads is fixed by the first one of the process.
public final class OnnxRuntime implements AutoCloseable {
    /// Above it, a matrix stored in half precision is unpacked while it is multiplied, in place of once for good.
    public static final int MOST_FOLDED_BYTES = 1 << 20;

    /// The optimiser that would make float32 copies of float16 matrices, whatever their size.
    private static final String UNPACKS_HALF_PRECISION = "FuseFp16InitializerToFp32NodeTransformer";

    private final OrtEnvironment environment;
    private final EngineGate gate = new EngineGate();
    private final Optional<String> device;
    private final int threads;

    private OnnxRuntime(OrtEnvironment environment, Optional<String> device, int threads) {
        this.environment = environment;
        this.device = device;
        this.threads = threads;
    }

    /// @param threads that the CPU provider may use, at least 1; without effect if the process has a pool already
    /// @throws UnusableInputException if CUDA is asked for by name and cannot be used, with what is missing
    public static OnnxRuntime start(ProviderChoice choice, int threads) {
        Optional<String> device = choice == ProviderChoice.CPU ? Optional.empty() : device(choice);
        ProcessEnvironment process = ProcessEnvironment.get(threads);
        return new OnnxRuntime(process.environment(), device, process.threads());
    }

    private static Optional<String> device(ProviderChoice choice) {
        CudaSupport support = CudaSupport.probe();
        if (choice == ProviderChoice.CUDA && support.problem().isPresent()) {
            throw new UnusableInputException("D-203", support.problem().get() + " Use --provider cpu, or auto to take what there is.");
        }
        return support.available() ? support.device() : Optional.empty();
    }

    /// `CPU`, or `CUDA` with the device's name.
    public String provider() {
        return device.map(name -> "CUDA, " + name).orElse("CPU");
    }

    /// ONNX Runtime's own version.
    public String version() {
        return environment.getVersion();
    }

    public int threads() {
        return threads;
    }

    /// Makes a graph ready to run.
    ///
    /// @param graph an ONNX model; its external weights are named relative to `weightsFolder`
    /// @param weightsFolder a real path: weights outside it are refused
    /// @param prepack whether matrices are copied into the layout the CPU multiplies fastest; without, they stay mapped and cost no private memory,
    ///     but for one at a time while it is multiplied where it is stored in half precision
    /// @throws IllegalStateException if the graph is refused
    public Session session(byte[] graph, Path weightsFolder, boolean prepack) {
        return gate.use(() -> {
            try (SessionOptions options = new SessionOptions()) {
                options.disablePerSessionThreads();
                options.setOptimizationLevel(OptLevel.ALL_OPT);
                options.setDeterministicCompute(true);
                options.setMemoryPatternOptimization(false);
                options.setCPUArenaAllocator(false);
                options.addConfigEntry("session.model_external_initializers_file_folder_path", weightsFolder.toString());
                options.addConfigEntry("session.disable_prepacking", prepack ? "0" : "1");
                if (!prepack) {
                    options.addConfigEntry("optimization.constant_folding_max_output_size_in_bytes", Integer.toString(MOST_FOLDED_BYTES));
                    options.addConfigEntry("optimization.disable_specified_optimizers", UNPACKS_HALF_PRECISION);
                }
                if (device.isPresent()) {
                    addCuda(options);
                }
                return new Session(environment, environment.createSession(graph, options), gate);
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime refused the graph: " + e.getMessage(), e);
            }
        });
    }

    private static void addCuda(SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions device = new OrtCUDAProviderOptions(0)) {
            device.add("use_tf32", "0");
            device.add("enable_cudnn", "0");
            device.add("arena_extend_strategy", "kSameAsRequested");
            options.addCUDA(device);
        }
    }

    /// Gives memory that closed sessions have freed back to the system.
    public void releaseFreedMemory() {
        NativeHeap.trim();
    }

    /// Lets no run and no session start any more, and returns when none is in native code. Sessions must have been closed before.
    @Override
    public void close() {
        gate.shut();
    }
}
