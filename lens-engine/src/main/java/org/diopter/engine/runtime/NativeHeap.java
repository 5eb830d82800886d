package org.diopter.engine.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The C library's heap, which keeps what is freed: after a model is closed, hundreds of megabytes.
final class NativeHeap {
    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

    /// `struct mallinfo2`: ten numbers of the type `size_t`.
    private static final MemoryLayout MALLINFO = MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

    /// `hblkhd`: bytes of blocks that have pages of their own.
    private static final int MAPPED = 4;
    /// `uordblks`: bytes of the others.
    private static final int IN_USE = 7;

    private static final Optional<MethodHandle> TELL = Linker.nativeLinker()
            .defaultLookup()
            .find("mallinfo2")
            .map(mallinfo -> Linker.nativeLinker().downcallHandle(mallinfo, FunctionDescriptor.of(MALLINFO)));

    private NativeHeap() {}

    /// Gives free memory back to the system, where the C library can (glibc).
    static void trim() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> trim = linker.defaultLookup().find("malloc_trim");
        if (trim.isEmpty()) {
            return;
        }
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        try {
            int released = (int) linker.downcallHandle(trim.get(), type).invokeExact(0L);
            LOG.debug("memory given back: {}", released == 1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim failed", e);
        }
    }

    /// Bytes that are in use in it, where the C library tells (glibc): everything that native libraries have allocated, and nothing of the Java heap.
    static OptionalLong used() {
        if (TELL.isEmpty()) {
            return OptionalLong.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment facts = (MemorySegment) TELL.get().invokeExact((SegmentAllocator) arena);
            return OptionalLong.of(facts.getAtIndex(ValueLayout.JAVA_LONG, MAPPED) + facts.getAtIndex(ValueLayout.JAVA_LONG, IN_USE));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("mallinfo2 failed", e);
        }
    }
}
