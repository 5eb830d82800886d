import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes what is handed to people who have no JDK: a runtime with the modules that the program needs, its jars, its native libraries unpacked, and a
/// cache of loaded classes; and where the tools are there, a package for Debian. It tries all of it before it is done.
///
///     java packaging/image/BuildImage.java CHECKOUT VERSION TIME
///
/// All files get the time, of the form 2026-11-25T00:00:00Z, as it stands in the build for equal jars.
///
/// Run by `mvn -Ppackage verify`, which has built the jars, the list of licences and the bill of materials by then. The image comes into
/// `packaging/target/image`. It is made in a folder for temporary files, since the cache of classes names the place it was made in.
final class BuildImage {
    /// Besides what the classes name: naming and management are asked for by the log, TLS of downloads needs no module of its own.
    private static final List<String> MODULES = List.of(
            "java.base", "java.desktop", "java.logging", "java.management", "java.naming", "java.net.http", "java.sql", "java.xml", "jdk.management",
            "jdk.unsupported", "jdk.zipfs");
    private static final String DESCRIPTION = "Shows how a language model forms its predictions layer by layer";

    private final Path packaging;
    private final Path jars;
    private final Path target;
    private final String version;
    private final Instant time;
    private final Platform platform = Platform.here();
    private final Path work;

    private BuildImage(Path checkout, String version, Instant time, Path work) {
        this.packaging = checkout.resolve("packaging");
        this.jars = checkout.resolve("app").resolve("target");
        this.target = packaging.resolve("target");
        this.version = version;
        this.time = time;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("diopter-image-");
        try {
            new BuildImage(Path.of(args[0]).toRealPath(), args[1], Instant.parse(args[2]), work).build();
        } finally {
            Folders.delete(work);
        }
    }

    private void build() throws IOException, InterruptedException {
        Path image = appImage(input(), runtime());
        Layout layout = platform.layout(image);
        Folders.setTimes(image, time);
        trainCache(layout);
        Path made = target.resolve("image").resolve(image.getFileName());
        Folders.delete(made);
        Folders.copy(image, made);
        new SmokeTest(platform.layout(made), version, target.resolve("smoke")).run();
        SmokeTest.requireNoNameOf(List.of(packaging.getParent(), Path.of(System.getProperty("user.home"), ".m2")), made);
        System.out.printf("Image: %s, %d MB%n", made, Folders.bytes(made) / 1_000_000);
        if (platform.isLinux() && Command.exists("dpkg-deb") && Command.exists("fakeroot")) {
            debianPackage(made);
        }
    }

    private Path runtime() throws IOException, InterruptedException {
        Path runtime = work.resolve("runtime");
        new Command(Command.ofJdk("jlink"), "--add-modules", String.join(",", MODULES), "--no-header-files", "--no-man-pages", "--compress", "zip-0",
                "--output", runtime.toString()).run();
        return runtime;
    }

    /// What lies beside the launcher: jars of this platform, native libraries, licences.
    private Path input() throws IOException {
        Path input = Files.createDirectories(work.resolve("input"));
        Files.copy(jars.resolve("app.jar"), input.resolve("app.jar"));
        try (Stream<Path> libraries = Files.list(jars.resolve("lib"))) {
            for (Path jar : libraries.filter(platform::takes).toList()) {
                Files.copy(jar, input.resolve(jar.getFileName()));
            }
        }
        Natives.unpack(platform, input);
        Files.copy(packaging.resolve("logging.properties"), input.resolve("logging.properties"));
        Path licences = Files.createDirectories(input.resolve("licences"));
        for (Path file : List.of(packaging.resolveSibling("LICENSE"), packaging.resolveSibling("NOTICE"), target.resolve("third-party.txt"),
                target.resolve("diopter-bom.json"))) {
            Files.copy(file, licences.resolve(file.getFileName()));
        }
        return input;
    }

    private Path appImage(Path input, Path runtime) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Command.ofJdk("jpackage"), "--type", "app-image", "--name", "diopter", "--app-version", version,
                "--description", DESCRIPTION, "--vendor", "The authors of Diopter", "--copyright", "Apache License 2.0",
                "--runtime-image", runtime.toString(), "--input", input.toString(), "--main-jar", "app.jar", "--main-class", "org.diopter.app.Main",
                "--icon", icon().toString(), "--dest", work.resolve("image").toString()));
        for (String option : javaOptions()) {
            command.addAll(List.of("--java-options", option));
        }
        if (platform.isWindows()) {
            // Commands write into the console that they were typed into.
            command.add("--win-console");
        }
        new Command(command).run();
        return work.resolve("image").resolve(platform.isMac() ? "diopter.app" : "diopter");
    }

    private List<String> javaOptions() throws IOException {
        List<String> options = new ArrayList<>(Files.readAllLines(packaging.resolve("java-options")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList());
        options.add("-Djava.util.logging.config.file=$APPDIR/logging.properties");
        options.addAll(Natives.options(platform));
        return options;
    }

    private Path icon() throws IOException {
        return IconFile.write(packaging.resolve("image").resolve("diopter.png"), platform, work);
    }

    /// Java records which classes the program's rehearsal loads, with the image's own launcher, since the cache holds for its class path only. Only then
    /// the launcher is told of the cache: the two options exclude each other.
    private void trainCache(Layout layout) throws IOException, InterruptedException {
        Path cache = layout.app().resolve("diopter.aot");
        new Command(layout.launcher().toString(), "--rehearse")
                .with(Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + cache))
                .run();
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the rehearsal left no cache of classes");
        }
        Path configuration = layout.app().resolve("diopter.cfg");
        Files.writeString(configuration, Files.readString(configuration).stripTrailing()
                + System.lineSeparator() + "java-options=-XX:AOTCache=$APPDIR/diopter.aot" + System.lineSeparator());
    }

    /// With the icon, an entry in the menu and the kind of file that sessions are. The cache of classes is refused by Java without a word if a jar has
    /// another time than when it was made, so the packager is told the time, and the package is unpacked and tried as well.
    private void debianPackage(Path image) throws IOException, InterruptedException {
        Path associations = work.resolve("associations.properties");
        Files.writeString(associations, """
                extension=diopter
                mime-type=application/vnd.diopter.session
                description=Diopter session
                icon=%s
                """.formatted(icon()));
        new Command(Command.ofJdk("jpackage"), "--type", "deb", "--name", "diopter", "--app-version", version, "--description", DESCRIPTION,
                "--vendor", "The authors of Diopter", "--linux-deb-maintainer", "authors@diopter.invalid", "--linux-app-category", "science",
                "--linux-menu-group", "Science;Education;Development", "--linux-shortcut", "--license-file",
                packaging.resolveSibling("LICENSE").toString(), "--file-associations", associations.toString(), "--app-image", image.toString(),
                "--dest", target.toString())
                // Jars and libraries are packed already: the slow compressor gains little.
                .with(Map.of("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond()), "DPKG_DEB_COMPRESSOR_TYPE", "gzip"))
                .run();
        Path archive;
        try (Stream<Path> files = Files.list(target)) {
            archive = files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
        }
        Path unpacked = work.resolve("unpacked");
        new Command("dpkg-deb", "-x", archive.toString(), unpacked.toString()).run();
        new SmokeTest(platform.layout(unpacked.resolve("opt").resolve("diopter")), version, work.resolve("smoke")).start();
        System.out.printf("Package: %s, %d MB%n", archive, Files.size(archive) / 1_000_000);
    }
}
