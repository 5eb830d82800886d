package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathJarsTest {
    @TempDir
    Path folder;

    private String classes(String name, String file) throws IOException {
        Path place = folder.resolve(name).resolve(file);
        Files.createDirectories(place.getParent());
        Files.writeString(place, name);
        return folder.resolve(name).toString();
    }

    @Test
    void foldersOfClassesArePackedEachIntoAJarOfItsOwn() throws IOException {
        String path = String.join(
                File.pathSeparator, classes("engine", "a/A.class"), classes("cluster", "org/diopter/cluster/SparkCells.class"), classes("model", "b/B.class"));
        ClassPathJars jars = ClassPathJars.of(path, Files.createDirectories(folder.resolve("out")));
        assertHolds(jars.application(), "org/diopter/cluster/SparkCells.class");
        assertEquals(2, jars.libraries().size());
        assertHolds(jars.libraries().getFirst(), "a/A.class");
        assertHolds(jars.libraries().getLast(), "b/B.class");
    }

    /// An empty entry of a class path is the folder that the process runs in, with all that its user has there.
    @Test
    void theFolderThatTheProcessRunsInStaysHere() throws IOException {
        String path = classes("cluster", "org/diopter/cluster/SparkCells.class") + File.pathSeparator;
        ClassPathJars jars = ClassPathJars.of(path, Files.createDirectories(folder.resolve("out")));
        assertEquals(List.of(), jars.libraries());
    }

    private static void assertHolds(String jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            assertNotNull(file.getEntry(entry), jar + " has no " + entry);
        }
    }
}
