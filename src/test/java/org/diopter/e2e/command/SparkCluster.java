package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A standalone cluster of Apache Spark on the loopback interface: a master and workers, each a process of its own. Closing ends them all.
final class SparkCluster implements AutoCloseable {
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final long START_SECONDS = 180;
    private static final long POLL_MILLIS = 100;

    private final Path home;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final String master;

    private SparkCluster(Path home, Path folder) throws IOException, InterruptedException {
        this.home = home;
        this.folder = folder;
        start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
        this.master = waitFor("master", MASTER);
    }

    /// Where Spark of this version is: in `SPARK_HOME`, or in the Python package `pyspark`. The test that needs it is skipped if it is in neither.
    ///
    /// @param version such as `4.2.`
    static Path requireSpark(String version) throws IOException, InterruptedException {
        Path found = System.getenv("SPARK_HOME") != null ? Path.of(System.getenv("SPARK_HOME")) : ofPython();
        assumeTrue(holds(found, version), "skipped: neither SPARK_HOME nor the Python package pyspark leads to Apache Spark " + version + "x");
        return found;
    }

    private static boolean holds(Path home, String version) throws IOException {
        if (!Files.isDirectory(home.resolve("jars"))) {
            return false;
        }
        try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
            return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("spark-core_2.13-" + version));
        }
    }

    private static Path ofPython() throws IOException, InterruptedException {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import pyspark; print(pyspark.__path__[0])")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String path = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return Path.of(python.waitFor() == 0 ? path : "nowhere");
        } catch (IOException e) {
            return Path.of("nowhere"); // no Python here
        }
    }

    /// Starts a master and workers of one core each.
    static SparkCluster start(Path home, Path folder, int workers) throws IOException, InterruptedException {
        SparkCluster cluster = new SparkCluster(home, folder);
        try {
            for (int worker = 0; worker < workers; worker++) {
                String name = "worker-" + worker;
                cluster.start(name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0",
                        "-d", folder.resolve(name).toString(), cluster.master);
                cluster.waitFor(name, Pattern.compile("(Successfully registered with master)"));
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void start(String name, String mainClass, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve("spark-class").toString(), mainClass));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().putAll(environment());
        processes.add(builder.start());
    }

    private String waitFor(String name, Pattern line) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        Process process = processes.getLast();
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher matcher = line.matcher(Files.readString(folder.resolve(name + ".log")));
            if (matcher.find()) {
                return matcher.group(1);
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError(name + " did not start: " + Files.readString(folder.resolve(name + ".log")));
    }

    /// What a program needs to find this Spark and to stay on the loopback interface.
    Map<String, String> environment() {
        return Map.of("SPARK_HOME", home.toString(), "SPARK_LOCAL_IP", "127.0.0.1", "JAVA_HOME", System.getProperty("java.home"));
    }

    String master() {
        return master;
    }

    /// Ends a worker and the executors on it as a failing machine would: without a word.
    void kill(int worker) {
        end(processes.get(1 + worker));
    }

    /// Waits until something is in the store of work on a cluster that goes on.
    ///
    /// @return how many jobs are finished
    static int waitForResults(Process running, Program program) throws IOException, InterruptedException {
        Path notes = program.folder().resolve("home").resolve("spark");
        while (running.isAlive()) {
            if (Files.isDirectory(notes)) {
                try (Stream<Path> found = Files.walk(notes)) {
                    Path finished = found.filter(path -> path.endsWith("finished")).findFirst().orElse(null);
                    if (finished != null) {
                        return (int) Files.readString(finished).lines().count();
                    }
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError("the work ended: " + Files.readString(program.folder().resolve("stderr")));
    }

    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    @Override
    public void close() {
        processes.reversed().forEach(SparkCluster::end);
    }
}
