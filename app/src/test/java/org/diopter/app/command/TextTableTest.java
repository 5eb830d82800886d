package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void textStandsAtTheLeftAndNumbersAtTheRight() {
        TextTable table = new TextTable(TextTable.Column.text("token"), TextTable.Column.number("p"));
        table.row("Rome", "0.5");
        table.row("a", "10");
        assertEquals(List.of("token    p", "Rome   0.5", "a       10"), table.lines());
    }

    @Test
    void eastAsianCharactersTakeTwoPlaces() {
        assertEquals(4, TextTable.width("東京"));
        assertEquals(2, TextTable.width("한"));
        assertEquals(2, TextTable.width("🦆"));
        assertEquals(1, TextTable.width("e\u0301"));
        assertEquals(5, TextTable.width("␣Rome"));
    }
}
