package org.diopter.model.checkpoint.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds out where the entries of a zip file lie. All must be stored as they are, as PyTorch writes them, so that they can be read where they lie
/// and no entry can be larger than the file.
///
/// Nothing in the file is believed before it was compared with the file's size: the directory, every entry, that names occur once and that no two
/// entries overlap. java.util.zip does not tell where an entry lies, and decides about contradictions by itself.
final class ZipDirectory {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int EXTRA_64 = 0x0001;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int MAX_COMMENT = 0xffff;
    private static final long IN_EXTRA = 0xffffffffL;
    private static final int ENCRYPTED = 1;
    private static final int MAX_ENTRIES = 100_000;

    private final Refusals refusals;
    private final MemorySegment bytes;

    private ZipDirectory(Refusals refusals, MemorySegment bytes) {
        this.refusals = refusals;
        this.bytes = bytes;
    }

    /// Where an entry lies.
    ///
    /// @param offset of its first byte in the file
    /// @param length in bytes
    /// @param crc32 its checksum, or 0 where the writer left it out
    record Entry(String name, long offset, long length, int crc32) {
        long end() {
            return offset + length;
        }
    }

    /// @param count entries
    /// @param offset of the first one's record
    /// @param end of the last one's record
    private record Central(long count, long offset, long end) {}

    /// All entries by name, in the directory's order.
    ///
    /// @param bytes the whole file
    static Map<String, Entry> read(Refusals refusals, MemorySegment bytes) {
        return new ZipDirectory(refusals, bytes).read();
    }

    private Map<String, Entry> read() {
        Central central = central(end());
        if (central.count > MAX_ENTRIES) {
            throw refusals.refused("has %d entries; at most %d are read".formatted(central.count, MAX_ENTRIES));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        long at = central.offset;
        for (long i = 0; i < central.count; i++) {
            require(at + CENTRAL_BYTES <= central.end && int32(at) == CENTRAL, "entry %d of its directory is not there".formatted(i));
            long next = at + CENTRAL_BYTES + uint16(at + 28) + uint16(at + 30) + uint16(at + 32);
            require(next <= central.end, "entry %d of its directory is cut short".formatted(i));
            Entry entry = entry(at, central.offset);
            require(entries.putIfAbsent(entry.name, entry) == null, "there are two entries ‘%.80s’".formatted(entry.name));
            at = next;
        }
        requireDisjoint(entries);
        return Collections.unmodifiableMap(entries);
    }

    /// The record that ends the file; only a comment may follow.
    private long end() {
        long size = bytes.byteSize();
        for (long at = size - END_BYTES; at >= Math.max(0, size - END_BYTES - MAX_COMMENT); at--) {
            if (int32(at) == END && at + END_BYTES + uint16(at + 20) == size) {
                return at;
            }
        }
        throw refusals.refused("is incomplete: the directory at the end of the archive is missing. Download it again");
    }

    private Central central(long end) {
        long locator = end - LOCATOR_64_BYTES;
        if (locator >= 0 && int32(locator) == LOCATOR_64) {
            long end64 = int64(locator + 8);
            require(end64 >= 0 && end64 <= locator - END_64_BYTES && int32(end64) == END_64, "its zip64 directory is not where it should be");
            return checked(int64(end64 + 32), int64(end64 + 48), int64(end64 + 40), end64);
        }
        return checked(uint16(end + 10), uint32(end + 16), uint32(end + 12), end);
    }

    private Central checked(long count, long offset, long length, long limit) {
        require(offset >= 0 && length >= 0 && offset <= limit && length <= limit - offset,
                "its directory of %s bytes at %s does not fit".formatted(Long.toUnsignedString(length), Long.toUnsignedString(offset)));
        require(count >= 0 && count <= length / CENTRAL_BYTES,
                "its directory of %d bytes cannot hold %s entries".formatted(length, Long.toUnsignedString(count)));
        return new Central(count, offset, offset + length);
    }

    /// @param at where its record in the directory lies
    /// @param limit where the directory begins: no entry goes beyond
    private Entry entry(long at, long limit) {
        String name = text(at + CENTRAL_BYTES, uint16(at + 28));
        if ((uint16(at + 8) & ENCRYPTED) != 0) {
            throw refusals.refused("is encrypted");
        }
        if (uint16(at + 10) != 0) {
            throw refusals.refused("has a compressed entry, ‘%.80s’; PyTorch stores entries as they are. Save it again with torch.save"
                    .formatted(name));
        }
        Sizes sizes = sizes(name, at);
        require(sizes.stored == sizes.length, "entry ‘%.80s’ has two sizes".formatted(name));
        long local = sizes.local;
        require(local >= 0 && local <= limit - LOCAL_BYTES && int32(local) == LOCAL, "entry ‘%.80s’ is not where it should be".formatted(name));
        long offset = local + LOCAL_BYTES + uint16(local + 26) + uint16(local + 28);
        require(offset <= limit && sizes.length >= 0 && sizes.length <= limit - offset,
                "entry ‘%.80s’ of %s bytes does not fit".formatted(name, Long.toUnsignedString(sizes.length)));
        require(text(local + LOCAL_BYTES, uint16(local + 26)).equals(name), "entry ‘%.80s’ has two names".formatted(name));
        return new Entry(name, offset, sizes.length, int32(at + 16));
    }

    /// @param stored in bytes, as it lies in the file
    /// @param length in bytes, unpacked
    /// @param local offset of the header before its bytes
    private record Sizes(long stored, long length, long local) {}

    /// Sizes of 2³² − 1 stand in the zip64 field instead, in this order.
    private Sizes sizes(String name, long at) {
        long length = uint32(at + 24);
        long stored = uint32(at + 20);
        long local = uint32(at + 42);
        if (length != IN_EXTRA && stored != IN_EXTRA && local != IN_EXTRA) {
            return new Sizes(stored, length, local);
        }
        long field = zip64Field(name, at);
        long end = field + 4 + uint16(field + 2);
        long next = field + 4;
        if (length == IN_EXTRA) {
            length = next + Long.BYTES <= end ? int64(next) : -1;
            next += Long.BYTES;
        }
        if (stored == IN_EXTRA) {
            stored = next + Long.BYTES <= end ? int64(next) : -1;
            next += Long.BYTES;
        }
        if (local == IN_EXTRA) {
            local = next + Long.BYTES <= end ? int64(next) : -1;
        }
        return new Sizes(stored, length, local);
    }

    private long zip64Field(String name, long at) {
        long field = at + CENTRAL_BYTES + uint16(at + 28);
        long end = field + uint16(at + 30);
        while (field + 4 <= end) {
            long next = field + 4 + uint16(field + 2);
            if (uint16(field) == EXTRA_64 && next <= end) {
                return field;
            }
            field = next;
        }
        throw refusals.damaged("entry ‘%.80s’ has no zip64 sizes".formatted(name));
    }

    private void requireDisjoint(Map<String, Entry> entries) {
        List<Entry> inFile = entries.values().stream().sorted(Comparator.comparingLong(Entry::offset)).toList();
        for (int i = 1; i < inFile.size(); i++) {
            Entry before = inFile.get(i - 1);
            Entry after = inFile.get(i);
            require(before.end() <= after.offset, "entries ‘%.80s’ and ‘%.80s’ overlap".formatted(before.name, after.name));
        }
    }

    private String text(long offset, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.asSlice(offset, length).asByteBuffer()).toString();
        } catch (CharacterCodingException e) {
            throw refusals.damaged("the name of an entry is not UTF-8");
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refusals.damaged(otherwise);
        }
    }

    private int uint16(long at) {
        return Short.toUnsignedInt(bytes.get(U16, at));
    }

    private int int32(long at) {
        return bytes.get(U32, at);
    }

    private long uint32(long at) {
        return Integer.toUnsignedLong(bytes.get(U32, at));
    }

    private long int64(long at) {
        return bytes.get(U64, at);
    }
}
