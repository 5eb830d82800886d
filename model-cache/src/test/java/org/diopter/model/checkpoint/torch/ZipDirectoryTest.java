package org.diopter.model.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

/// Zip files that contradict themselves; the sizes and places below are those of the zip format's records.
class ZipDirectoryTest {
    private static final int CENTRAL = 0x02014b50;

    @Test
    void entriesAreFoundWhereTheyLie() throws IOException {
        byte[] zip = zip("a/data.pkl", "a/data/0");
        Map<String, ZipDirectory.Entry> entries = read(zip);
        assertEquals(List.of("a/data.pkl", "a/data/0"), List.copyOf(entries.keySet()));
        ZipDirectory.Entry entry = entries.values().iterator().next();
        assertEquals("content of a/data.pkl", new String(zip, (int) entry.offset(), (int) entry.length(), StandardCharsets.UTF_8));
    }

    @Test
    void aZip64DirectoryIsRead() {
        byte[] bytes = Fixture.bytes("views.pt"); // PyTorch always writes one
        bytes[bytes.length - 12] = (byte) 0xff; // the small directory's count, which then must not matter
        bytes[bytes.length - 11] = (byte) 0xff;
        assertEquals("views/data.pkl", read(bytes).keySet().iterator().next());
    }

    @Test
    void aCompressedEntryIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[1 << 20]);
        }
        assertRefused(out.toByteArray(), "has a compressed entry, ‘a/data.pkl’");
    }

    @Test
    void anEncryptedEntryIsRefused() throws IOException {
        byte[] zip = zip("a");
        zip[indexOfCentral(zip, 0) + 8] |= 1;
        assertRefused(zip, "is encrypted");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        byte[] zip = zip("a", "b");
        rename(zip, 'b', 'a');
        assertRefused(zip, "there are two entries ‘a’");
    }

    @Test
    void overlappingEntriesAreRefused() throws IOException {
        byte[] zip = zip("a", "b");
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int first = indexOfCentral(zip, 0);
        int length = bytes.getInt(first + 24) + 40; // into the second entry
        bytes.putInt(first + 20, length).putInt(first + 24, length);
        assertRefused(zip, "entries ‘a’ and ‘b’ overlap");
    }

    @Test
    void anEntryBeyondTheFileIsRefused() throws IOException {
        byte[] zip = zip("a");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(indexOfCentral(zip, 0) + 20, 1 << 30).putInt(indexOfCentral(zip, 0) + 24, 1 << 30);
        assertRefused(zip, "entry ‘a’ of 1073741824 bytes does not fit");
    }

    @Test
    void aDirectoryLargerThanTheFileIsRefused() throws IOException {
        byte[] zip = zip("a");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 10, Integer.MAX_VALUE);
        assertRefused(zip, "its directory of 2147483647 bytes");
    }

    @Test
    void moreEntriesThanTheDirectoryHoldsAreRefused() throws IOException {
        byte[] zip = zip("a");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 12, (short) 500);
        assertRefused(zip, "cannot hold 500 entries");
    }

    @Test
    void anArchiveWithoutItsEndIsIncomplete() throws IOException {
        byte[] zip = zip("a");
        assertRefused(Arrays.copyOf(zip, zip.length - 1), "is incomplete: the directory at the end of the archive is missing");
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (String name : names) {
                byte[] content = ("content of " + name).getBytes(StandardCharsets.UTF_8);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(name);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return out.toByteArray();
    }

    private static void rename(byte[] zip, char from, char to) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int record = indexOfCentral(zip, 1);
        assertEquals(from, zip[record + 46]);
        zip[record + 46] = (byte) to;
        zip[bytes.getInt(record + 42) + 30] = (byte) to;
    }

    private static int indexOfCentral(byte[] zip, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int seen = 0;
        for (int at = 0; at + 46 < zip.length; at++) {
            if (bytes.getInt(at) == CENTRAL && seen++ == number) {
                return at;
            }
        }
        throw new AssertionError("no entry " + number);
    }

    private static Map<String, ZipDirectory.Entry> read(byte[] zip) {
        return ZipDirectory.read(new Refusals("x.pt"), MemorySegment.ofArray(zip));
    }

    private static void assertRefused(byte[] zip, String complaint) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> read(zip));
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
    }
}
