package org.diopter.engine.causal;

/// How many additions, subtractions, multiplications and divisions of floating-point numbers were executed by classes that [CountingClassLoader] has
/// loaded. What counts is called by instructions, which know no object: each loader has its own copy of this class. One thread at a time may count.
public final class ExecutedOperations {
    private static long count;

    private ExecutedOperations() {}

    /// Called by the instructions that the loader puts in.
    public static void add(long more) {
        count += more;
    }

    static long count() {
        return count;
    }
}
