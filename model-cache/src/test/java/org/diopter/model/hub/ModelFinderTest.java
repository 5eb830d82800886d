package org.diopter.model.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.SmallGguf;
import org.diopter.model.testing.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFinderTest {
    private static final SupportedFamilies FAMILIES = new SupportedFamilies(Set.of("llama", "gpt2")::contains, "llama, gpt2");

    @TempDir
    Path temporary;

    private Path folders;
    private Path hub;
    private ModelFinder finder;

    @BeforeEach
    void makePlaces() throws IOException {
        folders = Files.createDirectory(temporary.resolve("folders"));
        hub = Files.createDirectory(temporary.resolve("hub"));
        finder = finder("org/diopter/model/hub/bundled-tiny");
    }

    @Test
    void modelsOfAllPlacesAreFound() throws IOException {
        Path folder = model(folders.resolve("mine"), "gpt2");
        Path snapshot = model(hub.resolve("models--org--name/snapshots/abc"), "llama");
        Files.createDirectory(folders.resolve("no model"));

        List<FoundModel> found = finder.find();

        assertEquals(List.of("bundled", folder.toString(), "org/name"), found.stream().map(FoundModel::id).toList());
        assertEquals(new FoundModel(folder.toString(), folder, FoundModel.Kind.FOLDER, "gpt2", 8, Optional.empty()), found.get(1));
        assertEquals(new FoundModel("org/name", snapshot, FoundModel.Kind.HUB, "llama", 8, Optional.empty()), found.get(2));
        assertEquals(FoundModel.Kind.BUNDLED, found.getFirst().kind());
        assertEquals(Optional.empty(), found.getFirst().problem());
        for (FoundModel model : found) {
            assertEquals(model.path(), finder.resolve(model.id()), "an id leads back to its model");
        }
    }

    @Test
    void aGraphIsKnownByItsEndingInCapitalsToo() throws IOException {
        Path graph = Files.write(folders.resolve("MODEL.ONNX"), new byte[8]);

        assertEquals(graph, ModelFinder.at(folders), "the one model in its folder");
        assertTrue(finder.find().stream().anyMatch(model -> model.path().equals(graph)));
    }

    @Test
    void aGivenFolderMayBeAModelItself() throws IOException {
        Path folder = model(folders, "gpt2");

        assertEquals(folder, finder.find().get(1).path());
    }

    @Test
    void aProgramWithoutTheBundledModelFindsTheOthers() {
        assertEquals(List.of(), finder("no/such/resources").find());
    }

    @Test
    void theGlassBoxIsWrittenAndStandsAfterTheBundledModel() {
        ModelFinder both = new ModelFinder(
                bundled("org/diopter/model/hub/bundled-tiny"), BundledModel.glassBox(temporary), new HubCache(hub), List.of(folders), FAMILIES);

        assertEquals(List.of("bundled", "glassbox"), both.find().stream().map(FoundModel::id).toList());
        FoundModel glassBox = both.find().get(1);
        assertEquals(new FoundModel("glassbox", both.resolve("glassbox"), FoundModel.Kind.BUNDLED, "llama", glassBox.bytes(), Optional.empty()), glassBox);
        assertEquals("glassbox", String.valueOf(glassBox.path().getFileName()));
    }

    @Test
    void whatCannotBeOpenedSaysWhyInOneSentence() throws IOException {
        Files.delete(model(folders.resolve("a"), "llama").resolve("model.safetensors"));
        Files.writeString(model(folders.resolve("b"), "llama").resolve("config.json"), "{");
        model(folders.resolve("c"), "quokka");
        Files.writeString(model(folders.resolve("d"), "llama").resolve("config.json"), "{}");
        Path cut = model(folders.resolve("e"), "llama").resolve("model.safetensors");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 40));

        List<FoundModel> found = finder("no/such/resources").find();

        assertProblem(found.get(0), "llama", "model.safetensors is missing.");
        assertProblem(found.get(1), "", "config.json is not valid JSON (ends at character 1).");
        assertProblem(found.get(2), "quokka", "The layout ‘quokka’ is not known. Known ones are llama, gpt2.");
        assertProblem(found.get(3), "", "config.json names no model_type. Known ones are llama, gpt2.");
        assertProblem(found.get(4), "llama", "is larger than the file, 40 bytes");
    }

    @Test
    void aBrokenModelDoesNotHideTheOthers() throws IOException {
        Files.writeString(model(folders.resolve("a"), "llama").resolve("config.json"), "\u0000");
        model(folders.resolve("b"), "llama");

        List<FoundModel> found = finder("no/such/resources").find();

        assertTrue(found.get(0).problem().isPresent());
        assertEquals(Optional.empty(), found.get(1).problem());
    }

    @Test
    void aPathToAFolderOrToAFileInItIsTheModel() throws IOException {
        Path folder = model(temporary.resolve("anywhere"), "llama");

        assertEquals(folder, finder.resolve(folder.toString()));
        assertEquals(folder, finder.resolve(folder.resolve("config.json").toString()));
        assertEquals(folder, finder.resolve(folder.resolve("model.safetensors").toString()));
        assertEquals(folder, finder.resolve(folder + "/../anywhere"));
    }

    @Test
    void aModelsFolderInAHubCacheIsItsSnapshot() throws IOException {
        Path snapshot = model(hub.resolve("models--org--name/snapshots/abc"), "llama");

        assertEquals(snapshot, finder.resolve(hub.resolve("models--org--name").toString()));
    }

    @Test
    void aNameInAGivenFolderIsTheModel() throws IOException {
        Path folder = model(folders.resolve("mine"), "llama");

        assertEquals(folder, finder.resolve("mine"));
    }

    @Test
    void aHubIdIsItsSnapshot() throws IOException {
        Path snapshot = model(hub.resolve("models--org--name/snapshots/abc"), "llama");

        assertEquals(snapshot, finder.resolve("org/name"));
    }

    @Test
    void whatIsNotThereIsRefusedWithThePlacesThatWereLookedAt() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> finder.resolve("org/other"));

        assertEquals("D-101", refusal.code());
        assertEquals("No model ‘org/other’ found: there is no such folder, nothing of this name in ‘%s’, no such id in the Hugging Face cache ‘%s’. "
                .formatted(folders, hub) + "‘diopter models’ lists what can be opened.", refusal.sentence());
    }

    @Test
    void textsThatAreNoPathAreRefusedToo() {
        for (String hostile : List.of("", " ", "\u0000", "../../..//..", "a\nb")) {
            assertEquals("D-101", assertThrows(UnusableInputException.class, () -> finder.resolve(hostile), hostile).code());
        }
    }

    @Test
    void aFolderWithoutAModelIsRefused() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> finder.resolve(folders.toString()));

        assertEquals("No model found in ‘%s’. Expected config.json with *.safetensors, a .gguf file or an .onnx file.".formatted(folders), refusal.sentence());
    }

    @Test
    void filesOfOtherFormatsAreNamed() throws IOException {
        Path other = Files.createDirectories(folders.resolve("other"));
        Path weights = Files.writeString(other.resolve("m.bin"), "");
        Files.writeString(other.resolve("a.pt"), "");
        Files.writeString(other.resolve("b.pt"), "");

        UnusableInputException folder = assertThrows(UnusableInputException.class, () -> finder.resolve(other.toString()));
        UnusableInputException file = assertThrows(UnusableInputException.class, () -> finder.resolve(weights.toString()));

        assertTrue(folder.sentence().endsWith("Found 1 .bin file and 2 .pt files, which this version does not read."), folder.sentence());
        assertTrue(file.sentence().endsWith("Found 1 .bin file, which this version does not read."), file.sentence());
    }

    @Test
    void ggufFilesAreListedWithTheirFamilyByTheirHeaderAlone() throws IOException {
        Path file = gguf(folders.resolve("one.gguf"));
        Path nested = gguf(Files.createDirectory(folders.resolve("sub")).resolve("two.GGUF"));
        Path broken = Files.writeString(folders.resolve("z.gguf"), "GGUF");
        Path pulled = gguf(Files.createDirectories(hub.resolve("models--org--packed/snapshots/abc")).resolve("q4.gguf"));

        List<FoundModel> found = finder.find();

        assertEquals(List.of(file, nested, broken, pulled), found.stream().skip(1).map(FoundModel::path).toList());
        assertEquals(new FoundModel(file.toString(), file, FoundModel.Kind.FOLDER, "llama", 1760, Optional.empty()), found.get(1));
        assertTrue(found.get(3).problem().orElseThrow().contains("z.gguf is incomplete"), found.toString());
        assertEquals(FoundModel.Kind.HUB, found.get(4).kind());
    }

    @Test
    void aGgufFileIsFoundByItsPathItsNameAndTheFolderThatOnlyHoldsIt() throws IOException {
        Path file = gguf(folders.resolve("one.gguf"));
        Path pulled = gguf(Files.createDirectories(hub.resolve("models--org--packed/snapshots/abc")).resolve("q4.gguf"));

        assertEquals(file, finder.resolve(file.toString()));
        assertEquals(file, finder.resolve("one.gguf"));
        assertEquals(file, finder.resolve(folders.toString()));
        assertEquals(pulled, finder.resolve("org/packed"));
    }

    @Test
    void aFolderOfSeveralGgufFilesAsksWhich() throws IOException {
        gguf(folders.resolve("a.gguf"));
        gguf(folders.resolve("b.gguf"));

        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> finder.resolve(folders.toString()));

        assertTrue(refusal.sentence().endsWith("holds 2 models: a.gguf, b.gguf. Choose one of these files."), refusal.sentence());
    }

    @Test
    void whatIsPointedAtIsLookedAtWithoutAFinder() throws IOException {
        Path folder = model(temporary.resolve("mine"), "llama");
        Path file = gguf(Files.createDirectory(temporary.resolve("packed")).resolve("small.gguf"));

        assertEquals(folder, ModelFinder.lookAt(folder.resolve("config.json"), FAMILIES).path());
        assertEquals(file, ModelFinder.lookAt(file.resolveSibling(""), FAMILIES).path());
        assertEquals(Optional.empty(), ModelFinder.lookAt(file, FAMILIES).problem());
        assertProblem(ModelFinder.lookAt(model(temporary.resolve("other"), "quokka"), FAMILIES), "quokka", "The layout ‘quokka’ is not known.");
        for (Path nothing : List.of(folders, temporary.resolve("gone"))) {
            assertEquals("D-101", assertThrows(UnusableInputException.class, () -> ModelFinder.lookAt(nothing, FAMILIES)).code());
        }
    }

    private static Path gguf(Path file) {
        return SmallGguf.llama().write(file);
    }

    private ModelFinder finder(String resources) {
        return new ModelFinder(bundled(resources), bundled("no/such/resources"), new HubCache(hub), List.of(folders), FAMILIES);
    }

    private BundledModel bundled(String resources) {
        return new BundledModel(ModelFinderTest.class.getClassLoader(), resources, temporary.resolve("bundled"));
    }

    private static Path model(Path folder, String family) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"%s\"}".formatted(family));
        new SafetensorsWriter().floats("x", 1, 2).write(folder.resolve("model.safetensors"));
        return folder;
    }

    private static void assertProblem(FoundModel model, String family, String problem) {
        assertEquals(family, model.family());
        assertTrue(model.problem().orElse("none").contains(problem), model.problem().orElse("none"));
    }
}
