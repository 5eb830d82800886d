package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.TraversalDirection;
import javafx.scene.image.WritableImage;
import org.diopter.views.kit.Focus;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tab, from the first control of the window round to it again, in every view: in which order it goes, and whether one sees where one is.
class FocusTest {
    private static final int MOST = 200;
    private static final int AROUND = 8;
    private static final int CHANGED = 12;

    private static final Map<String, List<Integer>> REGIONS = new LinkedHashMap<>();
    private static final Set<String> UNSEEN = new TreeSet<>();
    private static final Set<String> ENDLESS = new TreeSet<>();

    @TempDir
    static Path home;

    private static EveryView views;

    @BeforeAll
    static void walk() throws InterruptedException {
        Fx.start();
        views = new EveryView(home, 1280, 800);
        views.walk((view, dark) -> {
            String where = view + (dark ? ", dark" : ", light");
            views.pictures().inWindow(window -> {
                new Round(window, where).go();
                return true;
            });
        });
    }

    @AfterAll
    static void close() throws InterruptedException {
        views.close();
    }

    /// One round through a view. FX thread.
    private static final class Round {
        private final Scene scene;
        private final Node content = views.pictures().content();
        private final List<Node> regions;
        private final String where;

        Round(MainWindow window, String where) {
            scene = window.stage().getScene();
            regions = ((WindowFrame) ((Parent) content).getChildrenUnmodifiable().getFirst()).regions();
            this.where = where;
            // A pane that scrolls keeps a picture of what it holds, which would be taken for the thing itself.
            content.lookupAll(".viewport").forEach(viewport -> viewport.setCache(false));
        }

        void go() {
            Focus.moveInto(regions.getFirst());
            Node first = scene.getFocusOwner();
            first.requestFocusTraversal(TraversalDirection.NEXT);
            List<Node> seen = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            for (Node now = scene.getFocusOwner(); !seen.contains(now) && seen.size() < MOST; now = scene.getFocusOwner()) {
                seen.add(now);
                // What stands between the regions of F6, such as a form under a tool bar, Tab reaches all the same.
                if (region(now) >= 0) {
                    order.add(region(now));
                }
                int[] with = picture(now);
                Node here = now;
                Rectangle2D place = place(now);
                now.requestFocusTraversal(TraversalDirection.NEXT);
                if (scene.getFocusOwner().equals(here)) {
                    ENDLESS.add(where + ": " + here);
                    break;
                }
                if (differing(with, picture(place)) < CHANGED) {
                    UNSEEN.add(where + ": " + here.getClass().getSimpleName() + here.getStyleClass() + " " + here.getAccessibleText());
                }
            }
            if (seen.size() == MOST) {
                ENDLESS.add(where);
            }
            REGIONS.put(where, order);
        }

        private int region(Node node) {
            for (int i = 0; i < regions.size(); i++) {
                if (Focus.isWithin(node, regions.get(i))) {
                    return i;
                }
            }
            return -1;
        }

        private Rectangle2D place(Node node) {
            Bounds at = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
            return new Rectangle2D(at.getMinX() - AROUND, at.getMinY() - AROUND, at.getWidth() + 2 * AROUND, at.getHeight() + 2 * AROUND);
        }

        private int[] picture(Node node) {
            // Tab scrolls to what has the focus; where that is follows from the layout.
            content.applyCss();
            ((Parent) content).layout();
            return picture(place(node));
        }

        private int[] picture(Rectangle2D place) {
            SnapshotParameters only = new SnapshotParameters();
            only.setViewport(place);
            WritableImage image = content.snapshot(only, null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, javafx.scene.image.PixelFormat.getIntArgbInstance(), pixels, 0, width);
            return pixels;
        }

        private static int differing(int[] one, int[] other) {
            int count = Math.abs(one.length - other.length);
            for (int i = 0; i < Math.min(one.length, other.length); i++) {
                count += one[i] == other[i] ? 0 : 1;
            }
            return count;
        }
    }

    @Test
    void oneSeesWhereTheFocusIs() {
        assertEquals(Set.of(), UNSEEN);
    }

    @Test
    void tabGoesRoundWithoutAnEnd() {
        assertEquals(Set.of(), ENDLESS);
    }

    @Test
    void tabGoesThroughTheRegionsInTheirOrder() {
        REGIONS.forEach((where, order) -> {
            // The round begins behind the first control of the top bar, and ends with it.
            int end = order.size();
            while (end > 0 && order.get(end - 1) == 0) {
                end--;
            }
            List<Integer> round = new ArrayList<>(order.subList(end, order.size()));
            round.addAll(order.subList(0, end));
            assertEquals(round.stream().sorted().toList(), round, where);
            assertTrue(round.stream().distinct().count() >= 5, where + " goes through top bar, rail, left pane, centre and foot: " + round);
        });
    }
}
