package org.diopter.app.command;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;

/// The jars that other machines need to measure cells, from the class path of this process. Folders of classes, as a build has them, are packed.
///
/// @param application the jar with the cluster's own part
/// @param libraries all others
record ClassPathJars(String application, List<String> libraries) {
    private static final String APPLICATION_CLASS = "org/diopter/cluster/SparkCells.class";
    /// The window, its pictures, the command line, the log (Spark has one) and Spark itself are of no use there.
    private static final Pattern NOT_NEEDED = Pattern.compile(
            "(javafx|controlsfx|batik|xmlgraphics|pdfbox|fontbox|graphics2d|picocli|logback|slf4j|junit|testfx|archunit"
                    + "|spark-|scala-|views|app[.-]).*");

    /// @param classPath with the separators of this system
    /// @param folder in which folders of classes are packed
    static ClassPathJars of(String classPath, Path folder) throws IOException {
        List<String> libraries = new ArrayList<>();
        Optional<String> application = Optional.empty();
        int folders = 0;
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path place = Path.of(entry);
            // An empty entry stands for the folder that the process runs in: what is there is the user's.
            if (entry.isEmpty() || !Files.exists(place) || NOT_NEEDED.matcher(place.getFileName().toString()).matches()) {
                continue;
            }
            String jar = Files.isDirectory(place)
                    ? packed(place, folder.resolve("classes-%d.jar".formatted(folders++)))
                    : place.toAbsolutePath().toString();
            if (application.isEmpty() && holdsApplication(jar)) {
                application = Optional.of(jar);
            } else {
                libraries.add(jar);
            }
        }
        String found = application.orElseThrow(() -> new UnusableInputException("D-404", "This copy of the program has no part for clusters."));
        return new ClassPathJars(found, List.copyOf(libraries));
    }

    private static boolean holdsApplication(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return file.getEntry(APPLICATION_CLASS) != null;
        }
    }

    private static String packed(Path classes, Path jar) throws IOException {
        try (OutputStream stream = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(stream);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }
}
