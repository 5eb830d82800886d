import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The native libraries that libraries carry in their jars and unpack at every start, or into a cache at the first. In an image they lie unpacked.
final class Natives {
    private static final String FOLDER = "natives";
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)");

    private Natives() {}

    /// @param app the folder of jars, into which they are unpacked
    static void unpack(Platform platform, Path app) throws IOException {
        Path natives = Files.createDirectories(app.resolve(FOLDER));
        for (Path jar : jars(app, "onnxruntime")) {
            unpack(jar, "ai/onnxruntime/native/" + platform.onnx(), natives);
        }
        for (Path jar : jars(app, "tokenizers-")) {
            unpack(jar, "native/lib/" + platform.tokenizers() + "/cpu", natives);
        }
        for (Path jar : jars(app, "jna-")) {
            unpack(jar, "com/sun/jna/" + platform.jna(), natives);
        }
        for (String library : List.of("javacpp", "openblas")) {
            for (Path jar : jars(app, library)) {
                if (jar.toString().endsWith(platform.bytedeco() + ".jar")) {
                    unpack(jar, "org/bytedeco/" + library + "/" + platform.bytedeco(), natives);
                }
            }
        }
        // JavaFX looks for its own beside its jar.
        for (Path jar : jars(app, "javafx-graphics-")) {
            unpack(jar, "", app);
        }
    }

    /// What tells the libraries where their native parts are.
    static List<String> options(Platform platform) {
        String folder = "$APPDIR/" + FOLDER;
        String tokenizers = platform.isWindows() ? "tokenizers.dll" : platform.isMac() ? "libtokenizers.dylib" : "libtokenizers.so";
        return new ArrayList<>(List.of(
                "-Donnxruntime.native.path=" + folder,
                // Its file, not its folder, below which another one is looked for where there is a GPU.
                "-DRUST_LIBRARY_PATH=" + folder + "/" + tokenizers,
                "-Djna.boot.library.path=" + folder,
                "-Djna.nounpack=true",
                "-Dorg.bytedeco.javacpp.pathsfirst=true",
                "-Djava.library.path=" + folder));
    }

    private static List<Path> jars(Path app, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            List<Path> found = files.filter(file -> file.getFileName().toString().startsWith(beginning)).filter(file -> file.toString().endsWith(".jar")).toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("there is no jar " + beginning + " in " + app);
            }
            return found;
        }
    }

    private static void unpack(Path jar, String folder, Path to) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path from = files.getPath("/" + folder);
            if (!Files.isDirectory(from)) {
                return;
            }
            try (Stream<Path> entries = Files.list(from)) {
                for (Path entry : entries.filter(path -> path.getFileName() != null && LIBRARY.matcher(path.getFileName().toString()).matches()).toList()) {
                    Files.copy(entry, to.resolve(entry.getFileName().toString()));
                }
            }
        }
    }
}
