package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogoTest {
    private static final int SIDE = 256;
    /// Of a channel, mean over the picture: systems smooth edges a little differently.
    private static final double TOLERANCE = 1;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    /// With `-Ddiopter.pictures=…` the packages' icon is written anew.
    @Test
    void theIconOfThePackagesIsTheMark() throws IOException {
        Path icon = Path.of("..", "packaging", "image", "diopter.png");
        BufferedImage mark = mark();
        if (System.getProperty("diopter.pictures") != null) {
            ImageIO.write(mark, "png", icon.toFile());
        }
        BufferedImage committed = ImageIO.read(icon.toFile());
        long difference = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int shift = 0; shift < 32; shift += 8) {
                    difference += Math.abs((mark.getRGB(x, y) >>> shift & 255) - (committed.getRGB(x, y) >>> shift & 255));
                }
            }
        }
        assertEquals(0, difference / (4.0 * SIDE * SIDE), TOLERANCE);
    }

    @Test
    void theMarkHasTheColoursOfTheTheme() {
        BufferedImage mark = mark();
        assertEquals(0xFFE7EFFC, mark.getRGB(SIDE / 2, SIDE / 5));
        assertEquals(0, mark.getRGB(2, 2));
    }

    private static BufferedImage mark() {
        Image image = Fx.get(() -> Logo.picture(SIDE));
        int[] pixels = new int[SIDE * SIDE];
        image.getPixelReader().getPixels(0, 0, SIDE, SIDE, PixelFormat.getIntArgbInstance(), pixels, 0, SIDE);
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, SIDE, SIDE, pixels, 0, SIDE);
        return picture;
    }
}
