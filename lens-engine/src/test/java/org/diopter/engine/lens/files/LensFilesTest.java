package org.diopter.engine.lens.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.torch.TorchWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lenses of all containers, and those that do not fit together.
class LensFilesTest {
    private static final List<Long> SQUARE = List.of(2L, 2L);
    private static final List<Long> VECTOR = List.of(2L);

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aFolderForALens() throws IOException {
        folder = Files.createDirectory(temporary.resolve("my-lens"));
    }

    @Test
    void aFolderOfThePackageIsRead() throws IOException {
        config("""
                {"base_model_name_or_path": "gpt2", "d_model": 2, "num_hidden_layers": 2, "bias": true, "base_model_revision": null,
                 "unembed_hash": "0123", "lens_type": "linear_tuned_lens"}""");
        parameters(twoLayers());

        LensFile read = LensFiles.open(folder);

        assertEquals(List.of(), read.notes());
        assertEquals("my-lens", read.lens().name());
        assertEquals("gpt2", read.lens().baseModel());
        assertEquals(Lens.Kind.TUNED, read.lens().kind());
        assertEquals(2, read.lens().layers());
        assertArrayEquals(new float[] {5, 6, 7, 8}, read.lens().translators().get(1).weight());
        assertArrayEquals(new float[] {-3, -4}, read.lens().translators().get(1).bias());
    }

    @Test
    void aFileOfTheFolderStandsForIt() throws IOException {
        config("{\"base_model_name_or_path\": \"gpt2\", \"d_model\": 2, \"num_hidden_layers\": 2}");
        parameters(twoLayers());
        assertEquals("gpt2", LensFiles.open(folder.resolve("params.pt")).lens().baseModel());
        assertEquals("my-lens", LensFiles.open(folder.resolve("config.json")).lens().name());
    }

    @Test
    void aKeyThatIsNotKnownIsLeftOutWithANote() throws IOException {
        config("{\"d_model\": 2, \"num_hidden_layers\": 2, \"flavour\": \"mint\"}");
        parameters(twoLayers());
        assertEquals(List.of("config.json: key ‘flavour’ is not known and was left out."), LensFiles.open(folder).notes());
    }

    @Test
    void oldNamesBelongToTheLayerAbove() throws IOException {
        config("{\"bias\": true, \"include_input\": true, \"reuse_unembedding\": true, \"extra_layers\": 0, \"d_model\": 2, \"num_layers\": 2}");
        for (String word : List.of("translator", "probe", "adapter")) {
            parameters(new TorchWriter()
                    .add("input_" + word + ".weight", SQUARE, new float[] {1, 2, 3, 4})
                    .add("input_" + word + ".bias", VECTOR, new float[] {-1, -2})
                    .add("layer_" + word + "s.0.weight", SQUARE, new float[] {5, 6, 7, 8})
                    .add("layer_" + word + "s.0.bias", VECTOR, new float[] {-3, -4})
                    .add("layer_norm.weight", VECTOR, new float[2])
                    .add("unembedding.weight", List.of(3L, 2L), new float[6]));
            Lens lens = LensFiles.open(folder).lens();
            assertArrayEquals(new float[] {1, 2, 3, 4}, lens.translators().get(0).weight());
            assertArrayEquals(new float[] {5, 6, 7, 8}, lens.translators().get(1).weight());
        }
    }

    @Test
    void anOldLensWithoutInputTranslatorReadsLayer0AsItIs() throws IOException {
        config("{\"include_input\": false, \"d_model\": 2, \"num_layers\": 2}");
        parameters(new TorchWriter()
                .add("layer_translators.0.weight", SQUARE, new float[] {5, 6, 7, 8})
                .add("layer_translators.0.bias", VECTOR, new float[] {-3, -4}));
        LensFile read = LensFiles.open(folder);
        assertArrayEquals(new float[4], read.lens().translators().get(0).weight());
        assertEquals(List.of("params.pt has no translator for layer 0, which is read as by the logit lens."), read.notes());
    }

    @Test
    void aLensWithoutBiasesHasZeros() throws IOException {
        config("{\"d_model\": 2, \"num_hidden_layers\": 1, \"bias\": false}");
        parameters(new TorchWriter().add("0.weight", SQUARE, new float[4]));
        assertArrayEquals(new float[2], LensFiles.open(folder).lens().translators().getFirst().bias());
    }

    @Test
    void aJacobianBelongsToTheLayerAboveItsBlock() {
        LensFile read = LensFiles.open(Lenses.resource("jacobian.pt"));
        assertEquals(Lens.Kind.JACOBIAN, read.lens().kind());
        assertEquals(4, read.lens().layers());
        assertArrayEquals(new float[4], read.lens().translators().get(0).weight());
        assertArrayEquals(new float[] {0, 1, 2, 3}, read.lens().translators().get(1).weight());
        assertArrayEquals(new float[4], read.lens().translators().get(2).weight());
        assertArrayEquals(new float[] {0, 3, 6, 9}, read.lens().translators().get(3).weight());
        assertEquals(List.of("jacobian.pt has no matrix for layers [2], which are read as by the logit lens."), read.notes());
    }

    @Test
    void vocabularyHeadsAreRefused() throws IOException {
        config("{\"reuse_unembedding\": false, \"d_model\": 2, \"num_layers\": 1}");
        parameters(twoLayers());
        assertRefused("config.json: reuse_unembedding is false, so each layer has a vocabulary matrix of its own, which is not read.");
    }

    @Test
    void furtherBlocksAreRefused() throws IOException {
        config("{\"extra_layers\": 2, \"d_model\": 2, \"num_layers\": 2}");
        parameters(twoLayers());
        assertRefused("config.json: extra_layers is 2; lenses with further blocks are not read.");
    }

    @Test
    void otherSizesThanTheConfigurationSaysAreRefused() throws IOException {
        config("{\"d_model\": 2, \"num_hidden_layers\": 3}");
        parameters(twoLayers());
        assertRefused("params.pt has 2 layers of width 2; config.json says 3 of width 2. Copy both files again.");
    }

    @Test
    void weightsOfDifferentWidthsAreRefused() throws IOException {
        config("{}");
        parameters(twoLayers().add("2.weight", List.of(3L, 3L), new float[9]).add("2.bias", List.of(3L), new float[3]));
        assertRefused("params.pt: tensor 2.weight has shape [3, 3]; width 2 needs [2, 2].");
    }

    @Test
    void aMissingLayerIsNamed() throws IOException {
        config("{}");
        parameters(new TorchWriter()
                .add("0.weight", SQUARE, new float[4])
                .add("0.bias", VECTOR, new float[2])
                .add("2.weight", SQUARE, new float[4])
                .add("2.bias", VECTOR, new float[2]));
        assertRefused("params.pt has no translator for layer 1 of 0 to 2.");
    }

    @Test
    void aMissingBiasIsNamed() throws IOException {
        config("{\"bias\": true}");
        parameters(new TorchWriter().add("0.weight", SQUARE, new float[4]));
        assertRefused("params.pt has no bias for layer 0, which config.json says it has.");
    }

    @Test
    void aForeignTensorIsNamed() throws IOException {
        config("{}");
        parameters(twoLayers().add("lm_head.weight", VECTOR, new float[2]));
        assertRefused("params.pt holds the tensor ‘lm_head.weight’, which is no part of a tuned lens.");
    }

    @Test
    void twoNamesOfOneTensorAreRefused() throws IOException {
        config("{}");
        parameters(twoLayers().add("input_translator.weight", SQUARE, new float[4]));
        assertRefused("params.pt has two tensors for layer 0, 0.weight and input_translator.weight.");
    }

    @Test
    void aNotANumberIsNamed() throws IOException {
        config("{}");
        parameters(new TorchWriter().add("0.weight", SQUARE, new float[] {0, Float.NaN, 0, 0}).add("0.bias", VECTOR, new float[2]));
        assertRefused("params.pt: element 1 of tensor 0.weight is NaN. The lens has diverged or is damaged; choose another.");
    }

    @Test
    void aProgramInPlaceOfNumbersIsRefusedByName() throws IOException {
        config("{}");
        Files.writeString(folder.resolve("params.pt"), "\u0080\u0002cos\nsystem\n.", StandardCharsets.ISO_8859_1);
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensFiles.open(folder));
        assertEquals("params.pt contains os.system, which is no tensor. Nothing of the file was run.", refusal.sentence());
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        config("{}");
        parameters(twoLayers());
        byte[] whole = Files.readAllBytes(folder.resolve("params.pt"));
        Files.write(folder.resolve("params.pt"), Arrays.copyOf(whole, whole.length - 100));
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensFiles.open(folder));
        assertTrue(refusal.sentence().startsWith("params.pt is incomplete"), refusal.sentence());
    }

    @Test
    void tensorsThatShareNumbersCannotGrow() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensFiles.open(Lenses.resource("shared.pt")));
        assertEquals("shared.pt has tensors of 48 bytes in 24 bytes of numbers: several are views of the same. Save each with clone().",
                refusal.sentence());
    }

    @Test
    void aFolderWithoutALensSaysWhatItExpects() {
        assertRefused("No lens found in ‘" + folder + "’. Expected config.json with params.pt or params.safetensors.");
    }

    @Test
    void aLensFitsItsModelOnly() {
        Lens lens = Lenses.random(12, 3);
        assertEquals(lens, LensFit.to(lens, 12, 3));
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensFit.to(lens, 8, 4));
        assertEquals("This lens has 12 layers of width 3; the model has 8 of width 4. Choose another lens or train one.", refusal.sentence());
        assertEquals("D-301", refusal.code());
        assertThrows(UnusableInputException.class, () -> LensFit.to(lens, 13, 3));
    }

    @Test
    void aJacobianLensIsFilledUpAndCutToTheModel() {
        Lens lens = LensFiles.open(Lenses.resource("jacobian.pt")).lens();
        Lens filled = LensFit.to(lens, 6, 2);
        assertEquals(6, filled.layers());
        assertArrayEquals(new float[4], filled.translators().get(5).weight());
        assertEquals(3, LensFit.to(lens, 3, 2).layers());
        assertThrows(UnusableInputException.class, () -> LensFit.to(lens, 2, 2));
    }

    @Test
    void theIdentityIsOfTheNumbers() {
        Lens lens = Lenses.random(2, 3);
        Lens renamed = new Lens(lens.kind(), "another", "another", lens.translators());
        assertEquals(LensIdentity.sha256(lens), LensIdentity.sha256(renamed));
        Lens jacobian = new Lens(Lens.Kind.JACOBIAN, lens.name(), lens.baseModel(), lens.translators());
        Lens shorter = new Lens(lens.kind(), lens.name(), lens.baseModel(), List.of(Translator.identity(3), Translator.identity(3)));
        assertEquals(3, List.of(lens, jacobian, shorter).stream().map(LensIdentity::sha256).distinct().count());
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
    }

    private void parameters(TorchWriter writer) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("params.pt"))) {
            writer.writeTo(out, "params");
        }
    }

    private static TorchWriter twoLayers() {
        return new TorchWriter()
                .add("0.weight", SQUARE, new float[] {1, 2, 3, 4})
                .add("0.bias", VECTOR, new float[] {-1, -2})
                .add("1.weight", SQUARE, new float[] {5, 6, 7, 8})
                .add("1.bias", VECTOR, new float[] {-3, -4});
    }

    private void assertRefused(String sentence) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> LensFiles.open(folder));
        assertEquals(sentence, refusal.sentence());
        assertEquals("D-301", refusal.code());
    }
}
