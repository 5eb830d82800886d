package org.diopter.views.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.testing.MadeUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRequestTest {
    @TempDir
    Path folder;

    private ExportRequest request(String name, boolean captionFile, Optional<TableFormat> numbers) {
        return new ExportRequest(MadeUp.grid(), folder.resolve(name), ExportOptions.standard(), "A caption.", captionFile, numbers);
    }

    @Test
    void captionAndNumbersStandBesideTheFigure() throws IOException {
        ExportRequest request = request("grid.svg", true, Optional.of(TableFormat.CSV));
        request.write();
        assertEquals(List.of("grid.svg", "grid.txt", "grid.csv"), request.files().stream().map(file -> file.getFileName().toString()).toList());
        assertEquals("A caption.", Files.readString(folder.resolve("grid.txt")).strip());
        assertTrue(Files.readString(folder.resolve("grid.csv")).contains("position,input,input id,layer"));
        assertTrue(Files.readString(folder.resolve("grid.svg")).contains("<desc>A caption.</desc>"), "the caption as it was edited is in the file too");
    }

    @Test
    void filesThatAreThereAreKnownBeforeTheyAreReplaced() throws IOException {
        Files.writeString(folder.resolve("grid.csv"), "mine");
        assertEquals(List.of(folder.resolve("grid.csv")), request("grid.svg", false, Optional.of(TableFormat.CSV)).present());
        assertEquals(List.of(), request("grid.svg", false, Optional.of(TableFormat.JSON)).present());
    }

    @Test
    void aFolderThatIsNotThereIsSaidInASentence() {
        ExportRequest request = new ExportRequest(MadeUp.grid(), folder.resolve("no").resolve("grid.svg"), ExportOptions.standard(),
                "A caption.", false, Optional.empty());
        assertEquals("D-501", assertThrows(UnusableInputException.class, request::write).code());
    }
}
