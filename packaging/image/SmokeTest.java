import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// Tries an image with its own launcher, as somebody without Java has it.
///
/// @param version what it must say that it is
/// @param home a folder for what the program keeps
record SmokeTest(Layout image, String version, Path home) {
    private static final int STARTS = 5;
    /// Milliseconds until the first picture.
    private static final int AIM = 2000;
    private static final Pattern FIRST_PICTURE = Pattern.compile("The first picture was there (\\d+) ms");

    void run() throws IOException, InterruptedException {
        Folders.delete(home);
        start();
        lens();
        window();
        for (Path path : Folders.all(home)) {
            require(!path.getFileName().toString().matches(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)"), "a native library was unpacked: " + path);
        }
    }

    /// With the cache of classes or not at all: Java goes on without a cache that does not fit, only slower.
    void start() throws IOException, InterruptedException {
        String said = call(Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"), "--version");
        require(said.contains(version), "--version says " + said);
    }

    private void lens() throws IOException, InterruptedException {
        String json = call(Map.of(), "lens", "bundled", "--prompt", "The capital of France is", "--json", "-");
        require(json.contains("\"Paris\"") || json.contains(" Paris"), "the bundled model does not say Paris");
    }

    /// The window without a display, which is painted into a file: its start, the model, a run, the picture. How long that takes hangs on the machine, so
    /// it is said and not judged.
    private void window() throws IOException, InterruptedException {
        Path picture = home.resolve("pictures").resolve("window.png");
        Path log = home.resolve("logs").resolve("diopter.log");
        long[] first = new long[STARTS];
        long[] whole = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            Files.deleteIfExists(picture);
            long start = System.nanoTime();
            call(Map.of("DISPLAY", ""));
            whole[i] = (System.nanoTime() - start) / 1_000_000;
            require(Files.size(picture) > 20_000, "the window is empty");
            first[i] = firstPicture(Files.readString(log));
        }
        System.out.printf("First picture after the start of Java, ms: %s; the aim is %d%n", inWords(first), AIM);
        System.out.printf("Window with its first picture and back, ms: %s%n", inWords(whole));
    }

    /// What the newest start says in the log.
    private static long firstPicture(String log) {
        MatchResult newest = FIRST_PICTURE.matcher(log).results().reduce((_, later) -> later)
                .orElseThrow(() -> new IllegalStateException("the log does not say when the first picture was there"));
        return Long.parseLong(newest.group(1));
    }

    private static String inWords(long[] milliseconds) {
        long[] sorted = LongStream.of(milliseconds).sorted().toArray();
        return Arrays.toString(milliseconds) + ", median " + sorted[sorted.length / 2];
    }

    private String call(Map<String, String> more, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("DIOPTER_HOME", home.toString(), "JAVA_HOME", "", "CLASSPATH", ""));
        environment.putAll(more);
        List<String> words = new ArrayList<>(List.of(image.launcher().toString()));
        words.addAll(List.of(arguments));
        return new Command(words).with(environment).run();
    }

    /// No file of the image may name places of the machine that it was made on.
    static void requireNoNameOf(List<Path> places, Path image) throws IOException {
        for (Path file : Folders.all(image)) {
            if (Files.isRegularFile(file)) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (Path place : places) {
                    require(!bytes.contains(place.toString()), file + " names " + place);
                }
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
