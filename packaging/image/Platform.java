import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A system and a processor, under the names that libraries have for them.
///
/// @param fx JavaFX's classifier
/// @param onnx folder in ONNX Runtime's jar
/// @param tokenizers folder in the tokenizers' jar
/// @param jna folder in JNA's jar
/// @param bytedeco classifier, and folder, of OpenBLAS and JavaCPP
record Platform(String fx, String onnx, String tokenizers, String jna, String bytedeco) {
    private static final List<Platform> ALL = List.of(
            new Platform("linux", "linux-x64", "linux-x86_64", "linux-x86-64", "linux-x86_64"),
            new Platform("linux-aarch64", "linux-aarch64", "linux-aarch64", "linux-aarch64", "linux-arm64"),
            new Platform("mac-aarch64", "osx-aarch64", "osx-aarch64", "darwin-aarch64", "macosx-arm64"),
            new Platform("win", "win-x64", "win-x86_64", "win32-x86-64", "windows-x86_64"));
    /// What machines of a cluster are.
    private static final Platform CLUSTER = ALL.getFirst();

    /// The one that this runs on.
    static Platform here() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (os.contains("linux")) {
            return ALL.get(arm ? 1 : 0);
        }
        if (os.contains("mac") && arm) {
            return ALL.get(2);
        }
        if (os.contains("win") && !arm) {
            return ALL.get(3);
        }
        throw new IllegalStateException("there are no native libraries for " + os);
    }

    boolean isLinux() {
        return fx.startsWith("linux");
    }

    boolean isMac() {
        return fx.startsWith("mac");
    }

    boolean isWindows() {
        return fx.equals("win");
    }

    /// Whether a jar belongs into the image: not if it is another platform's. Cluster searches hand their machines the jars of theirs.
    boolean takes(Path jar) {
        String name = jar.getFileName().toString();
        return ALL.stream().noneMatch(other -> !other.equals(this) && !other.equals(CLUSTER) && name.endsWith("-" + other.bytedeco() + ".jar"));
    }

    /// Where jpackage puts things.
    Layout layout(Path image) {
        if (isMac()) {
            Path contents = image.resolve("Contents");
            return new Layout(contents.resolve("MacOS").resolve("diopter"), contents.resolve("app"));
        }
        return isWindows()
                ? new Layout(image.resolve("diopter.exe"), image.resolve("app"))
                : new Layout(image.resolve("bin").resolve("diopter"), image.resolve("lib").resolve("app"));
    }
}
