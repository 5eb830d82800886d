import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The program's icon in the format that a platform asks for. Both formats of icons hold a PNG as it is.
final class IconFile {
    private IconFile() {}

    /// @param png 256 × 256
    static Path write(Path png, Platform platform, Path folder) throws IOException {
        if (platform.isLinux()) {
            return png;
        }
        byte[] picture = Files.readAllBytes(png);
        return platform.isMac()
                ? Files.write(folder.resolve("diopter.icns"), icns(picture))
                : Files.write(folder.resolve("diopter.ico"), ico(picture));
    }

    /// A file of one picture of type `ic08`, 256 × 256.
    private static byte[] icns(byte[] png) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("icns".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(16 + png.length);
        out.write("ic08".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(8 + png.length);
        out.write(png);
        return bytes.toByteArray();
    }

    /// A folder of one picture; a side of 0 stands for 256.
    private static byte[] ico(byte[] png) {
        int header = 22;
        return ByteBuffer.allocate(header + png.length).order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0).putShort((short) 1).putShort((short) 1)
                .put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 0).putShort((short) 1).putShort((short) 32)
                .putInt(png.length).putInt(header).put(png).array();
    }
}
