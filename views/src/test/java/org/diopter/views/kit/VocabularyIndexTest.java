package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class VocabularyIndexTest {
    private final VocabularyIndex index = new VocabularyIndex(new Words());

    @Test
    void theShortestTokenWithTheBeginningComesFirst() {
        assertEquals(List.of(Words.id(" mother")), index.find("moth", 5));
        assertEquals("a", new Words().token(index.find("a", 5).getFirst()).text().orElseThrow().strip());
    }

    @Test
    void spaceAndCaseDoNotMatter() {
        assertEquals(List.of(Words.id(" Rome")), index.find(" roME ", 5));
    }

    @Test
    void aNumberFindsTheTokenOfThatId() {
        assertEquals(List.of(7), index.find("7", 5));
        assertEquals(List.of(), index.find("7000", 5));
    }

    @Test
    void nothingTypedFindsNothing() {
        assertEquals(List.of(), index.find("  ", 5));
    }
}
