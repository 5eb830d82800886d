package org.diopter.views.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.SyntheticEvictions;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.QueryKeyMap;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A map of 2,048 × 2,048 positions: it is painted once, and going from query to query moves a frame over it.
class LargeMapTest {
    private static final int TOKENS = 2048;
    private static final int STEPS = 200;

    private final SimpleObjectProperty<EvictionFigure> figure = new SimpleObjectProperty<>(large());
    private final SimpleObjectProperty<Integer> query = new SimpleObjectProperty<>(0);
    private final QueryKeyMap map = Fx.get(() -> new QueryKeyMap(figure, new SimpleObjectProperty<>(Viewport.WHOLE), query, Contexts.of(WindowTheme.LIGHT), new Still()));
    @RegisterExtension
    private final ShownView window = new ShownView(map, 700, 700);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private record Still() implements QueryKeyMap.Acts {
        @Override
        public void select(int position) {
            throw new AssertionError("nothing was clicked");
        }

        @Override
        public void step(int heads) {
            throw new AssertionError("no key was pressed");
        }
    }

    private static EvictionFigure large() {
        CacheUse use = CacheUse.streaming(CachePolicy.parse("local:recent=200"));
        HeadEvictions seen = SyntheticEvictions.head(SyntheticEvictions.attention(1, TOKENS, 3), 1, TOKENS, use, 0);
        TokenSequence tokens = TokenSequence.of(IntStream.range(0, TOKENS).map(i -> i % 7).toArray());
        return new EvictionFigure(seen, new EvictionFigure.Place(0, 0), use.text(), TokenLabels.of(tokens, Optional.empty()), RangeMode.FIXED, ColorMap.TIDE,
                Viewport.WHOLE, new Sheet(Palette.LIGHT, 1, 1), MadeUp.findings(Words.PROMPT).provenance());
    }

    @Test
    void goingFromQueryToQueryPaintsNothing() {
        Fx.until("painted", () -> map.picture().shown().get() != null && map.picture().isSettled());
        AtomicInteger painted = new AtomicInteger();
        Fx.run(() -> map.picture().shown().subscribe((_, _) -> painted.incrementAndGet()));
        for (int step = 0; step < STEPS; step++) {
            int position = step * TOKENS / STEPS;
            Fx.run(() -> {
                query.set(position);
                map.applyCss();
                map.layout();
            });
        }
        assertEquals(0, painted.get());
        assertTrue(Fx.get(() -> map.getAccessibleText()).contains(Integer.toString((STEPS - 1) * TOKENS / STEPS)), map.getAccessibleText());
    }
}
